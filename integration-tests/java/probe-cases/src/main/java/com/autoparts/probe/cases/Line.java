package com.autoparts.probe.cases;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** One Dubbo line's own API, behind the few calls that the cases need: the packages differ, the behaviour must not. */
public interface Line {
    /** Release, as in {@code 2.6.12}. */
    String dubbo();

    /** True for com.alibaba.dubbo: no CompletableFuture returns, no {@code raw.return}, no {@code gson}. */
    default boolean alibaba() {
        return dubbo().startsWith("2.6.");
    }

    /** True from 3.0. */
    default boolean three() {
        return dubbo().startsWith("3.");
    }

    /** A proxy; retries are off. {@code onewayMethods} are sent without waiting for an answer. */
    <T> T refer(Class<T> type, Target target, String... onewayMethods);

    /** A generic caller of {@code interfaceName} in {@code mode}: {@code true}, {@code bean}, {@code gson}… */
    Generic generic(String interfaceName, Target target, String mode);

    /** Sets an attachment of the next call of this thread. */
    void attach(String key, String value);

    /** The answer's attachment to the last call of this thread. */
    String replied(String key);

    /** {@code $echo} on any proxy. */
    Object echo(Object proxy, Object value);

    /** Runs a call asynchronously, through the line's RPC context. */
    <T> Future<T> async(Callable<T> call);

    /** The code of an RpcException, or -1. */
    int code(Throwable failure);

    /** The bean descriptor that generic mode {@code bean} carries. */
    Object describe(Object value);

    /** The value of a descriptor. */
    Object undescribe(Object descriptor);

    /** A generic service. */
    interface Generic {
        Object invoke(String method, String[] types, Object... args);
    }
}
