package com.autoparts.reserve;

import com.autoparts.stock.api.AmendReq;
import com.autoparts.stock.api.CancelReq;
import com.autoparts.stock.api.ConfirmReq;
import com.autoparts.stock.api.ExtendReq;
import com.autoparts.stock.api.HoldMode;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpAnswer;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.OpKey;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationLine;
import com.autoparts.stock.api.ReservationQuery;
import com.autoparts.stock.api.ReservationState;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.Shortage;
import com.autoparts.stock.api.StockReservationService;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;

/** Pre-occupation; what else the interface has is not what is measured. */
public class ReserveService implements StockReservationService {
    private static final int LINES_MAX = 200;
    private static final int TTL_DEFAULT_SECONDS = 1800;
    private static final int TTL_MAX_SECONDS = 14_400;
    private static final ObjectMapper JSON = new ObjectMapper()
        .setSerializationInclusion(JsonInclude.Include.NON_NULL)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Hold hold;
    private final ReserveMapper mapper;

    public ReserveService(Hold hold, ReserveMapper mapper) {
        this.hold = hold;
        this.mapper = mapper;
    }

    @Override
    public Result<Reservation> preOccupy(PreOccupyReq request) {
        String wrong = wrong(request);
        if (wrong != null) {
            return refused(ResultCode.PARAM_INVALID, wrong);
        }
        OpContext context = request.getContext();
        String tenant = context.getTenant() == null ? "default" : context.getTenant();
        long id = Numbers.next();
        Reservation held = held(id, request);
        String hash = hash(request);
        try {
            List<Shortage> missing = hold.book(id, context, tenant, hash, JSON.writeValueAsString(held), held);
            if (!missing.isEmpty()) {
                Result<Reservation> refusal = refused(ResultCode.STOCK_NOT_ENOUGH, "not enough free stock");
                refusal.setShortages(missing);
                return refusal;
            }
            Result<Reservation> done = new Result<>();
            done.setCode(ResultCode.OK);
            done.setData(held);
            return done;
        } catch (DuplicateKeyException taken) {
            return again(tenant, context, hash, taken);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result<Reservation> again(String tenant, OpContext context, String hash, DuplicateKeyException taken) {
        Stored stored = mapper.stored(tenant, context.getSourceSystem(), context.getBizNo(), context.getOpSeq());
        if (stored == null) {
            return refused(ResultCode.STATE_CONFLICT, "the order is held under another key: " + taken.getMessage());
        }
        if (!stored.getHash().equals(hash)) {
            return refused(ResultCode.IDEMPOTENT_CONFLICT, "another request was sent under this key");
        }
        try {
            Result<Reservation> result = new Result<>();
            result.setCode(ResultCode.OK_DUPLICATE);
            result.setData(JSON.readValue(stored.getAnswer(), Reservation.class));
            return result;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String wrong(PreOccupyReq request) {
        OpContext context = request.getContext();
        if (context == null || blank(context.getSourceSystem()) || blank(context.getBizNo())) {
            return "context with sourceSystem and bizNo is needed";
        }
        if (blank(request.getOrderNo())) {
            return "orderNo is needed";
        }
        if (request.getLines() == null || request.getLines().isEmpty() || request.getLines().size() > LINES_MAX) {
            return "1 to " + LINES_MAX + " lines are allowed";
        }
        for (OccupyLine line : request.getLines()) {
            if (blank(line.getSku()) || blank(line.getWarehouse()) || line.getQuantity() < 1) {
                return "a line needs sku, warehouse and a quantity of at least 1";
            }
        }
        return null;
    }

    private static Reservation held(long id, PreOccupyReq request) {
        Reservation held = new Reservation();
        held.setReservationNo("R" + id);
        held.setVoucherNo("V" + id);
        held.setOrderNo(request.getOrderNo());
        held.setBuyerId(request.getBuyerId());
        held.setChannel(request.getChannel());
        held.setAreaCode(request.getAreaCode());
        held.setMode(HoldMode.ALL);
        held.setState(ReservationState.PRE_OCCUPIED);
        held.setCreatedAt(new Date());
        int ttl = request.getTtlSeconds() == null ? TTL_DEFAULT_SECONDS : Math.min(request.getTtlSeconds(), TTL_MAX_SECONDS);
        held.setExpireAt(new Date(held.getCreatedAt().getTime() + ttl * 1000L));
        held.setVersion(1);
        List<ReservationLine> lines = new ArrayList<>(request.getLines().size());
        for (OccupyLine asked : request.getLines()) {
            ReservationLine line = new ReservationLine();
            line.setLineNo(lines.size() + 1);
            line.setOrderLineNo(asked.getLineNo() == null ? lines.size() + 1 : asked.getLineNo());
            line.setOwner("SELF");
            line.setSku(asked.getSku());
            line.setWarehouse(asked.getWarehouse());
            line.setPool("SHARED");
            line.setReserved(asked.getQuantity());
            lines.add(line);
        }
        held.setLines(lines);
        return held;
    }

    /** SHA-256 of what was asked for, so that another request under the same key is told from a repetition. */
    private static String hash(PreOccupyReq request) {
        StringBuilder text = new StringBuilder(request.getOrderNo()).append('|').append(request.getBuyerId()).append('|').append(request.getTtlSeconds());
        for (OccupyLine line : request.getLines()) {
            text.append('|').append(line.getSku()).append('@').append(line.getWarehouse()).append('*').append(line.getQuantity());
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder(64);
            for (byte b : digest) {
                hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean blank(String text) {
        return text == null || text.trim().isEmpty();
    }

    private static <T> Result<T> refused(String code, String message) {
        Result<T> result = new Result<>();
        result.setCode(code);
        result.setMessage(message);
        return result;
    }

    private static <T> Result<T> notHere() {
        return refused(ResultCode.NOT_IMPLEMENTED, "this service takes pre-occupations only");
    }

    @Override
    public Result<Reservation> confirm(ConfirmReq request) {
        return notHere();
    }

    @Override
    public Result<Reservation> cancel(CancelReq request) {
        return notHere();
    }

    @Override
    public Result<Reservation> extend(ExtendReq request) {
        return notHere();
    }

    @Override
    public Result<Reservation> amend(AmendReq request) {
        return notHere();
    }

    @Override
    public Result<Reservation> get(ReservationQuery query) {
        return notHere();
    }

    @Override
    public Result<OpAnswer> getByKey(OpKey key) {
        return notHere();
    }
}
