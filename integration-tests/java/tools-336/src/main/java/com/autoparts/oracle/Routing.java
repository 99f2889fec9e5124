package com.autoparts.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.utils.Holder;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.router.condition.config.AppStateRouter;
import org.apache.dubbo.rpc.cluster.router.condition.config.ProviderAppStateRouter;
import org.apache.dubbo.rpc.cluster.router.condition.config.ServiceStateRouter;
import org.apache.dubbo.rpc.cluster.router.state.BitList;
import org.apache.dubbo.rpc.cluster.router.state.StateRouter;
import org.apache.dubbo.rpc.cluster.router.state.StateRouterFactory;
import org.apache.dubbo.rpc.cluster.router.tag.TagStateRouter;
import org.apache.dubbo.rpc.model.ApplicationModel;

/** What upstream's routers leave of a list of providers. */
final class Routing {
    private Routing() {
    }

    /** The factories of routers in the order in which their routers run (RouterChain). */
    static Object order() {
        List<StateRouterFactory> factories = ApplicationModel.defaultModel().getDefaultModule()
            .getExtensionLoader(StateRouterFactory.class)
            .getActivateExtension(URL.valueOf("consumer://127.0.0.1/a.B"), "router");
        return factories.stream().map(factory -> factory.getClass().getSimpleName()).collect(Collectors.toList());
    }

    /** The routers of tags and conditions, made anew: upstream's factories keep theirs by service. */
    static Object route(Question question) throws Exception {
        ApplicationModel.defaultModel().getDefaultModule().modelEnvironment()
            .setDynamicConfiguration(new RuleTexts(question.map("rules")));
        URL consumer = URL.valueOf(question.text("consumer"));
        List<Invoker<Object>> invokers = question.invokers("providers");
        List<StateRouter<Object>> routers = Arrays.asList(
            new TagStateRouter<Object>(consumer),
            new ServiceStateRouter<Object>(consumer),
            new ProviderAppStateRouter<Object>(consumer),
            new AppStateRouter<Object>(consumer));
        for (int index = 0; index + 1 < routers.size(); index++) {
            routers.get(index).setNextRouter(routers.get(index + 1));
        }
        BitList<Invoker<Object>> all = new BitList<>(invokers);
        for (StateRouter<Object> router : routers) {
            router.notify(all);
        }
        Invocation invocation = question.invocation();
        Oracle.seed(question.number("seed"));
        BitList<Invoker<Object>> left = routers.get(0).route(all, consumer, invocation, false, new Holder<>());
        List<Integer> places = new ArrayList<>();
        for (Invoker<Object> invoker : left) {
            places.add(invokers.indexOf(invoker));
        }
        Oracle.seed(question.number("seed"));
        return Collections.singletonMap("left", places);
    }
}
