// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The answer to every call: a code, what the caller should do, and the data.
 * <p>
 * A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
 * here, and not in the data, so that every refused write tells them in the same place.
 * @param <T> the type of the data
 */
public class Result<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private String code;
    private String message;
    private boolean retryable;
    private String advice;
    private T data;
    private List<Shortage> shortages = new ArrayList<Shortage>();
    private Map<String, String> details = new LinkedHashMap<String, String>();
    private String traceId;

    /** Creates one with nothing set. */
    public Result() {
    }

    /**
     * The outcome, one of {@link ResultCode}. {@code OK}, {@code OK_DUPLICATE} and {@code ACCEPTED_PENDING} are successes.
     *
     * @return the code
     */
    public String getCode() {
        return code;
    }

    /**
     * See {@link #getCode()}.
     *
     * @param code the code
     */
    public void setCode(String code) {
        this.code = code;
    }

    /**
     * What was wrong, the value, the limit and the way out; null for a success.
     *
     * @return the message
     */
    public String getMessage() {
        return message;
    }

    /**
     * See {@link #getMessage()}.
     *
     * @param message the message
     */
    public void setMessage(String message) {
        this.message = message;
    }

    /**
     * Whether the same call, with the same key, may be sent again and may then succeed.
     *
     * @return the retryable
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * See {@link #isRetryable()}.
     *
     * @param retryable the retryable
     */
    public void setRetryable(boolean retryable) {
        this.retryable = retryable;
    }

    /**
     * What the caller should do, in English; null for a plain success.
     *
     * @return the advice
     */
    public String getAdvice() {
        return advice;
    }

    /**
     * See {@link #getAdvice()}.
     *
     * @param advice the advice
     */
    public void setAdvice(String advice) {
        this.advice = advice;
    }

    /**
     * The data; null for most refusals. A duplicate carries what the first call answered.
     *
     * @return the data
     */
    public T getData() {
        return data;
    }

    /**
     * See {@link #getData()}.
     *
     * @param data the data
     */
    public void setData(T data) {
        this.data = data;
    }

    /**
     * Every short line of a refused or partly done write; empty otherwise.
     *
     * @return the shortages
     */
    public List<Shortage> getShortages() {
        return shortages;
    }

    /**
     * See {@link #getShortages()}.
     *
     * @param shortages the shortages
     */
    public void setShortages(List<Shortage> shortages) {
        this.shortages = shortages;
    }

    /**
     * Facts of a refusal by name: {@code field}, {@code value}, {@code limit}, {@code currentState}, {@code sku}, {@code warehouse}, {@code kind}, {@code method}, {@code retryAfterMs}.
     *
     * @return the details
     */
    public Map<String, String> getDetails() {
        return details;
    }

    /**
     * See {@link #getDetails()}.
     *
     * @param details the details
     */
    public void setDetails(Map<String, String> details) {
        this.details = details;
    }

    /**
     * The trace under which the server logged the call.
     *
     * @return the trace id
     */
    public String getTraceId() {
        return traceId;
    }

    /**
     * See {@link #getTraceId()}.
     *
     * @param traceId the trace id
     */
    public void setTraceId(String traceId) {
        this.traceId = traceId;
    }

    /**
     * Whether the call did what was asked, now or earlier. Not a getter, so that it is no property.
     *
     * @return true for OK, OK_DUPLICATE and ACCEPTED_PENDING
     */
    public boolean succeeded() {
        return ResultCode.OK.equals(code) || ResultCode.OK_DUPLICATE.equals(code)
                || ResultCode.ACCEPTED_PENDING.equals(code);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Result<?> that = (Result<?>) other;
        return Objects.equals(code, that.code)
                && Objects.equals(message, that.message)
                && retryable == that.retryable
                && Objects.equals(advice, that.advice)
                && Objects.equals(data, that.data)
                && Objects.equals(shortages, that.shortages)
                && Objects.equals(details, that.details)
                && Objects.equals(traceId, that.traceId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message, retryable, advice, data, shortages, details, traceId);
    }

    @Override
    public String toString() {
        return "Result{code=" + code
                + ", message=" + message
                + ", retryable=" + retryable
                + ", advice=" + advice
                + ", data=" + data
                + ", shortages=" + shortages
                + ", details=" + details
                + ", traceId=" + traceId + "}";
    }
}
