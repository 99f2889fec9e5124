package com.autoparts.stock.ref;

import static com.autoparts.stock.ref.Book.blank;
import static com.autoparts.stock.ref.Book.ok;
import static com.autoparts.stock.ref.Book.refused;

import com.autoparts.stock.api.AmendReq;
import com.autoparts.stock.api.CancelReq;
import com.autoparts.stock.api.ConfirmReq;
import com.autoparts.stock.api.ExtendReq;
import com.autoparts.stock.api.HoldMode;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpAnswer;
import com.autoparts.stock.api.OpKey;
import com.autoparts.stock.api.OpType;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationLine;
import com.autoparts.stock.api.ReservationQuery;
import com.autoparts.stock.api.ReservationState;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.Shortage;
import com.autoparts.stock.api.StockReservationService;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pre-occupation in memory: whole orders against single warehouses. */
final class Reservations implements StockReservationService {
    private static final long MOST = 1L << 40;
    private static final int DEFAULT_TTL_SECONDS = 1800;

    private final Book book;

    Reservations(Book book) {
        this.book = book;
    }

    @Override
    public Result<Reservation> preOccupy(PreOccupyReq request) {
        return book.once(OpType.PRE_OCCUPY, request.getContext(), request, () -> {
            if (blank(request.getOrderNo())) {
                return refused(ResultCode.PARAM_INVALID, "orderNo is needed");
            }
            if (book.suspended.contains(request.getOrderNo())) {
                return refused(ResultCode.RESERVATION_SUSPENDED, "the order was cancelled before it was placed");
            }
            boolean partial = HoldMode.PARTIAL.equals(request.getMode());
            List<Shortage> shortages = new ArrayList<>();
            Result<List<ReservationLine>> lines = plan(request.getLines(), request.getFixedWarehouse(), partial, shortages);
            if (!lines.succeeded()) {
                return same(lines);
            }
            if (!shortages.isEmpty() && (!partial || lines.getData().isEmpty())) {
                Result<Reservation> shortResult = refused(ResultCode.STOCK_NOT_ENOUGH, "not enough free stock");
                shortResult.setShortages(shortages);
                return shortResult;
            }
            Reservation held = new Reservation();
            held.setReservationNo(book.number("R"));
            held.setVoucherNo(book.number("V"));
            held.setOrderNo(request.getOrderNo());
            held.setBuyerId(request.getBuyerId());
            held.setChannel(request.getChannel());
            held.setAreaCode(request.getAreaCode());
            held.setMode(partial ? HoldMode.PARTIAL : HoldMode.ALL);
            held.setState(ReservationState.PRE_OCCUPIED);
            held.setCreatedAt(new Date());
            int ttl = request.getTtlSeconds() == null ? DEFAULT_TTL_SECONDS : request.getTtlSeconds();
            held.setExpireAt(new Date(held.getCreatedAt().getTime() + ttl * 1000L));
            hold(lines.getData());
            held.setLines(lines.getData());
            book.byOrder.put(request.getOrderNo(), held);
            Result<Reservation> answer = ok(held);
            answer.setShortages(shortages);
            return answer;
        });
    }

    /** The lines to hold, equal parts merged for the check; what is missing goes into {@code shortages}. */
    private Result<List<ReservationLine>> plan(List<OccupyLine> asked, String fixed, boolean partial, List<Shortage> shortages) {
        if (asked == null || asked.isEmpty()) {
            return refused(ResultCode.PARAM_INVALID, "lines are needed");
        }
        Map<String, Long> need = new LinkedHashMap<>();
        for (OccupyLine line : asked) {
            if (line.getQuantity() < 1 || line.getQuantity() > MOST) {
                return refused(ResultCode.PARAM_INVALID, "quantity is " + line.getQuantity() + ", 1 to " + MOST + " is allowed");
            }
            if (!book.knows(line.getSku())) {
                return refused(ResultCode.SKU_UNKNOWN, "no part " + line.getSku());
            }
            String warehouse = warehouse(line, fixed);
            if (!book.open(warehouse)) {
                return refused(ResultCode.WAREHOUSE_UNKNOWN, "no warehouse " + warehouse);
            }
            need.merge(line.getSku() + "@" + warehouse, line.getQuantity(), Long::sum);
        }
        List<ReservationLine> held = new ArrayList<>();
        Map<String, Long> left = new LinkedHashMap<>();
        long number = 0;
        for (OccupyLine line : asked) {
            number++;
            String warehouse = warehouse(line, fixed);
            String key = line.getSku() + "@" + warehouse;
            long have = left.computeIfAbsent(key, k -> book.balance(line.getSku(), warehouse).available);
            long take = Math.min(have, line.getQuantity());
            left.put(key, have - take);
            if (take < line.getQuantity() && shortages.stream().noneMatch(s -> s.getSku().equals(line.getSku()))) {
                Shortage missing = new Shortage();
                missing.setLineNo(line.getLineNo() == null ? number : line.getLineNo());
                missing.setSku(line.getSku());
                missing.setWarehouse(warehouse);
                missing.setNeed(need.get(key));
                missing.setHave(book.balance(line.getSku(), warehouse).available);
                shortages.add(missing);
            }
            if (take > 0 && (partial || take == line.getQuantity())) {
                ReservationLine one = new ReservationLine();
                one.setLineNo(number);
                one.setOrderLineNo(line.getLineNo() == null ? number : line.getLineNo());
                one.setSku(line.getSku());
                one.setWarehouse(warehouse);
                one.setPool("SHARED");
                one.setReserved(take);
                held.add(one);
            }
        }
        return ok(held);
    }

    private String warehouse(OccupyLine line, String fixed) {
        String wanted = line.getWarehouse() != null ? line.getWarehouse() : fixed;
        return wanted != null ? wanted : book.warehouses().iterator().next();
    }

    private void hold(List<ReservationLine> lines) {
        for (ReservationLine line : lines) {
            Book.Balance balance = book.balance(line.getSku(), line.getWarehouse());
            balance.available -= line.getReserved();
            balance.preoccupied += line.getReserved();
            balance.seq = book.nextSeq();
        }
    }

    private void release(List<ReservationLine> lines, boolean toAllocated) {
        for (ReservationLine line : lines) {
            Book.Balance balance = book.balance(line.getSku(), line.getWarehouse());
            balance.preoccupied -= line.getReserved();
            if (toAllocated) {
                balance.allocated += line.getReserved();
                line.setConfirmed(line.getReserved());
            } else {
                balance.available += line.getReserved();
                line.setReleased(line.getReserved());
            }
            balance.seq = book.nextSeq();
        }
    }

    private static <T> Result<T> same(Result<?> refusal) {
        return refused(refusal.getCode(), refusal.getMessage());
    }

    /** The order's reservation if it is open, else the refusal that says why not. */
    private Result<Reservation> open(String orderNo) {
        Reservation held = book.byOrder.get(orderNo);
        if (held == null) {
            return refused(ResultCode.RESERVATION_NOT_FOUND, "no reservation of order " + orderNo);
        }
        return ReservationState.PRE_OCCUPIED.equals(held.getState())
            ? ok(held)
            : refused(ResultCode.RESERVATION_CLOSED, "the reservation is " + held.getState());
    }

    @Override
    public Result<Reservation> confirm(ConfirmReq request) {
        return book.once(OpType.CONFIRM, request.getContext(), request, () -> {
            Result<Reservation> held = open(request.getOrderNo());
            if (held.succeeded()) {
                release(held.getData().getLines(), true);
                held.getData().setState(ReservationState.CONFIRMED);
                held.getData().setPayNo(request.getPayNo());
            }
            return held;
        });
    }

    @Override
    public Result<Reservation> cancel(CancelReq request) {
        return book.once(OpType.CANCEL, request.getContext(), request, () -> {
            if (!book.byOrder.containsKey(request.getOrderNo())) {
                book.suspended.add(request.getOrderNo());
                Reservation tombstone = new Reservation();
                tombstone.setOrderNo(request.getOrderNo());
                tombstone.setState(ReservationState.SUSPENDED);
                return ok(tombstone);
            }
            Result<Reservation> held = open(request.getOrderNo());
            if (held.succeeded()) {
                release(held.getData().getLines(), false);
                held.getData().setState(ReservationState.CANCELLED);
            } else if (ReservationState.CANCELLED.equals(book.byOrder.get(request.getOrderNo()).getState())) {
                Result<Reservation> again = ok(book.byOrder.get(request.getOrderNo()));
                again.setCode(ResultCode.OK_DUPLICATE);
                return again;
            }
            return held;
        });
    }

    @Override
    public Result<Reservation> extend(ExtendReq request) {
        return book.once(OpType.EXTEND, request.getContext(), request, () -> {
            Result<Reservation> held = open(request.getOrderNo());
            if (held.succeeded()) {
                int ttl = request.getTtlSeconds() == null ? DEFAULT_TTL_SECONDS : request.getTtlSeconds();
                held.getData().setExpireAt(new Date(System.currentTimeMillis() + ttl * 1000L));
            }
            return held;
        });
    }

    @Override
    public Result<Reservation> amend(AmendReq request) {
        return book.once(OpType.AMEND, request.getContext(), request, () -> {
            Result<Reservation> held = open(request.getOrderNo());
            if (!held.succeeded()) {
                return held;
            }
            List<ReservationLine> old = held.getData().getLines();
            release(old, false);
            List<Shortage> shortages = new ArrayList<>();
            Result<List<ReservationLine>> lines = plan(request.getLines(), null, false, shortages);
            if (!lines.succeeded() || !shortages.isEmpty()) {
                hold(old);
                old.forEach(line -> line.setReleased(0));
                Result<Reservation> refusal = lines.succeeded()
                    ? refused(ResultCode.STOCK_NOT_ENOUGH, "not enough free stock") : same(lines);
                refusal.setShortages(shortages);
                return refusal;
            }
            hold(lines.getData());
            held.getData().setLines(lines.getData());
            return held;
        });
    }

    @Override
    public Result<Reservation> get(ReservationQuery query) {
        synchronized (book) {
            Reservation held = book.byOrder.get(query.getOrderNo());
            return held == null ? refused(ResultCode.RESERVATION_NOT_FOUND, "no such reservation") : ok(held);
        }
    }

    @Override
    public Result<OpAnswer> getByKey(OpKey key) {
        Result<?> stored = book.stored(key);
        if (stored == null) {
            return refused(ResultCode.NOT_FOUND, "no answer under this key");
        }
        OpAnswer answer = new OpAnswer();
        answer.setKey(key);
        answer.setCode(stored.getCode());
        answer.setMessage(stored.getMessage());
        answer.setShortages(stored.getShortages());
        if (stored.getData() instanceof Reservation) {
            answer.setReservation((Reservation) stored.getData());
        }
        return ok(answer);
    }
}
