package com.autoparts.stock.ref;

import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.OpKey;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.Voucher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All that the provider knows, behind one lock: balances, reservations and the answers given under each key. */
final class Book {
    private static final Set<String> RETRYABLE = new HashSet<>(Arrays.asList(
        ResultCode.BUSY_RETRY, ResultCode.RATE_LIMITED, ResultCode.IDEMPOTENT_IN_PROGRESS, ResultCode.SYSTEM_ERROR));

    /** One part in one warehouse. */
    static final class Balance {
        long available;
        long preoccupied;
        long allocated;
        long frozen;
        long seq;
    }

    private static final class Stored {
        final String payload;
        final Result<?> answer;

        Stored(String payload, Result<?> answer) {
            this.payload = payload;
            this.answer = answer;
        }
    }

    private final Set<String> skus;
    private final Set<String> warehouses;
    private final Map<String, Balance> balances = new TreeMap<>();
    private final Map<String, Stored> answers = new HashMap<>();
    final Map<String, Reservation> byOrder = new HashMap<>();
    final Set<String> suspended = new HashSet<>();
    private long numbers;
    private long sequence;

    Book(List<String> skus, List<String> warehouses) {
        this.skus = new HashSet<>(skus);
        this.warehouses = new HashSet<>(warehouses);
    }

    boolean knows(String sku) {
        return skus.contains(sku);
    }

    boolean open(String warehouse) {
        return warehouses.contains(warehouse);
    }

    Set<String> warehouses() {
        return warehouses;
    }

    Balance balance(String sku, String warehouse) {
        return balances.computeIfAbsent(sku + "@" + warehouse, key -> new Balance());
    }

    String number(String kind) {
        numbers++;
        return kind + numbers;
    }

    long nextSeq() {
        sequence++;
        return sequence;
    }

    /**
     * Runs {@code work} once per key: a repetition gets the stored answer, another payload under the key a conflict. Refusals
     * are stored too: a copy that arrives late must not hold anything.
     */
    synchronized <T> Result<T> once(String opType, OpContext context, Object payload, Supplier<Result<T>> work) {
        if (context == null || blank(context.getSourceSystem()) || blank(context.getBizNo())) {
            return refused(ResultCode.PARAM_INVALID, "context.sourceSystem and context.bizNo are needed");
        }
        String key = key(context.getTenant(), context.getSourceSystem(), opType, context.getBizNo(), context.getOpSeq());
        // When the caller acted and how it traces are no part of what it asks for.
        java.util.Date occurredAt = context.getOccurredAt();
        String traceId = context.getTraceId();
        context.setOccurredAt(null);
        context.setTraceId(null);
        String text = payload.toString();
        context.setOccurredAt(occurredAt);
        context.setTraceId(traceId);
        Stored before = answers.get(key);
        if (before != null) {
            return before.payload.equals(text)
                ? repeated(before.answer)
                : refused(ResultCode.IDEMPOTENT_CONFLICT, "the key was used with another payload");
        }
        Result<T> answer = work.get();
        if (!ResultCode.PARAM_INVALID.equals(answer.getCode())) {
            answers.put(key, new Stored(text, answer));
        }
        return answer;
    }

    @SuppressWarnings("unchecked") // one operation type, one result type
    private static <T> Result<T> repeated(Result<?> stored) {
        if (!ResultCode.OK.equals(stored.getCode())) {
            return (Result<T>) stored;
        }
        Result<T> again = ok((T) stored.getData());
        again.setCode(ResultCode.OK_DUPLICATE);
        return again;
    }

    synchronized Result<?> stored(OpKey key) {
        Stored before = answers.get(key(key.getTenant(), key.getSourceSystem(), key.getOpType(), key.getBizNo(), key.getOpSeq()));
        return before == null ? null : before.answer;
    }

    private static String key(String tenant, String source, String opType, String bizNo, int opSeq) {
        return String.join("|", String.valueOf(tenant), source, opType, bizNo, String.valueOf(opSeq));
    }

    static boolean blank(String text) {
        return text == null || text.trim().isEmpty();
    }

    static <T> Result<T> ok(T data) {
        Result<T> result = new Result<>();
        result.setCode(ResultCode.OK);
        result.setData(data);
        return result;
    }

    static <T> Result<T> refused(String code, String message) {
        Result<T> result = new Result<>();
        result.setCode(code);
        result.setMessage(message);
        result.setAdvice("see ResultCode." + code);
        result.setRetryable(RETRYABLE.contains(code));
        return result;
    }

    static Result<Voucher> notYet() {
        return refused(ResultCode.NOT_IMPLEMENTED, "this provider is a reference for reservations");
    }
}
