package com.autoparts.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcInvocation;

/** One question, with its parts as upstream's classes. */
final class Question {
    private final Map<?, ?> fields;

    Question(Map<?, ?> fields) {
        this.fields = fields;
    }

    String text(String key) {
        return (String) fields.get(key);
    }

    long number(String key) {
        return ((Number) fields.get(key)).longValue();
    }

    List<?> list(String key) {
        return (List<?>) fields.get(key);
    }

    Map<?, ?> map(String key) {
        return (Map<?, ?>) fields.get(key);
    }

    /** Providers as upstream's routers and load balances see them. */
    List<Invoker<Object>> invokers(String key) {
        return invokers(list(key));
    }

    static List<Invoker<Object>> invokers(List<?> urls) {
        List<Invoker<Object>> invokers = new ArrayList<>();
        for (Object url : urls) {
            invokers.add(new Listed(URL.valueOf((String) url)));
        }
        return invokers;
    }

    /** The call, with texts, numbers, nulls and lists as arguments. */
    RpcInvocation invocation() {
        RpcInvocation invocation = new RpcInvocation();
        invocation.setMethodName(text("method"));
        invocation.setArguments(arguments(list("arguments")));
        Map<?, ?> attachments = map("attachments");
        if (attachments != null) {
            attachments.forEach((key, value) -> invocation.setAttachment((String) key, (String) value));
        }
        return invocation;
    }

    static Object[] arguments(List<?> values) {
        if (values == null) {
            return new Object[0];
        }
        Object[] arguments = values.toArray();
        for (int index = 0; index < arguments.length; index++) {
            if (arguments[index] instanceof List) {
                arguments[index] = arguments((List<?>) arguments[index]);
            }
        }
        return arguments;
    }
}
