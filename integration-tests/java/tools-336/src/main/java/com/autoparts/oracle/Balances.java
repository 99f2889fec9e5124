package com.autoparts.oracle;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.RpcStatus;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.AbstractLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.ConsistentHashLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.LeastActiveLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.RandomLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.RoundRobinLoadBalance;

/** Whom upstream's load balances choose, and the weight they count with. */
final class Balances {
    private static final URL CONSUMER = URL.valueOf("consumer://10.9.0.1/a.B");

    private Balances() {
    }

    static Object answer(Question question) throws Exception {
        switch (question.text("op")) {
            case "warmup":
                return Collections.singletonMap("weights", weights(question));
            case "hash":
                return chosen(hash(question));
            case "roundrobin":
                return chosen(inTurn(question));
            case "random":
                return chosen(drawn(new RandomLoadBalance(), question));
            case "leastactive":
                return chosen(idlest(question));
            default:
                throw new IllegalArgumentException("nobody knows how to answer `" + question.text("op") + "`");
        }
    }

    private static Object chosen(List<Integer> places) {
        return Collections.singletonMap("chosen", places);
    }

    private static List<Object> weights(Question question) throws ReflectiveOperationException {
        Method formula = AbstractLoadBalance.class.getDeclaredMethod(
            "calculateWarmupWeight", int.class, int.class, int.class);
        formula.setAccessible(true);
        List<Object> weights = new ArrayList<>();
        for (Object one : question.list("cases")) {
            List<?> numbers = (List<?>) one;
            weights.add(formula.invoke(null, integer(numbers.get(0)), integer(numbers.get(1)), integer(numbers.get(2))));
        }
        return weights;
    }

    private static int integer(Object number) {
        return ((Number) number).intValue();
    }

    /** One choice for each list of arguments. */
    private static List<Integer> hash(Question question) {
        List<Invoker<Object>> invokers = question.invokers("providers");
        LoadBalance balance = new ConsistentHashLoadBalance();
        List<Integer> places = new ArrayList<>();
        for (Object arguments : question.list("calls")) {
            RpcInvocation call = question.invocation();
            call.setArguments(Question.arguments((List<?>) arguments));
            places.add(invokers.indexOf(balance.select(invokers, CONSUMER, call)));
        }
        return places;
    }

    /** One choice from each list of providers, one after the other. */
    private static List<Integer> inTurn(Question question) {
        LoadBalance balance = new RoundRobinLoadBalance();
        List<Integer> places = new ArrayList<>();
        for (Object urls : question.list("rounds")) {
            List<Invoker<Object>> invokers = Question.invokers((List<?>) urls);
            places.add(invokers.indexOf(balance.select(invokers, CONSUMER, question.invocation())));
        }
        return places;
    }

    private static List<Integer> drawn(LoadBalance balance, Question question) throws ReflectiveOperationException {
        List<Invoker<Object>> invokers = question.invokers("providers");
        List<Integer> places = new ArrayList<>();
        Oracle.seed(question.number("seed"));
        for (long count = question.number("count"); count > 0; count--) {
            places.add(invokers.indexOf(balance.select(invokers, CONSUMER, question.invocation())));
        }
        Oracle.seed(question.number("seed"));
        return places;
    }

    /** With calls in flight at each provider, as upstream counts them. */
    private static List<Integer> idlest(Question question) throws ReflectiveOperationException {
        List<?> active = question.list("active");
        List<?> urls = question.list("providers");
        for (int index = 0; index < urls.size(); index++) {
            URL url = URL.valueOf((String) urls.get(index));
            RpcStatus.removeStatus(url, question.text("method"));
            for (int call = integer(active.get(index)); call > 0; call--) {
                RpcStatus.beginCount(url, question.text("method"), Integer.MAX_VALUE);
            }
        }
        return drawn(new LeastActiveLoadBalance(), question);
    }
}
