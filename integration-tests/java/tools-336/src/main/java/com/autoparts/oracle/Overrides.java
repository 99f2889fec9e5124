package com.autoparts.oracle;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.config.configcenter.ConfigChangedEvent;
import org.apache.dubbo.common.utils.NetUtils;
import org.apache.dubbo.registry.integration.AbstractConfiguratorListener;
import org.apache.dubbo.rpc.cluster.Configurator;
import org.apache.dubbo.rpc.model.ApplicationModel;

/** What upstream's configurators make of URLs. */
final class Overrides {
    private Overrides() {
    }

    static Object apply(Question question) throws ReflectiveOperationException {
        standAt(question.text("host"));
        List<List<Configurator>> rules = new ArrayList<>();
        for (Object text : question.list("texts")) {
            Listener listener = new Listener();
            listener.process(new ConfigChangedEvent("a.configurators", "dubbo", (String) text));
            rules.add(listener.getConfigurators());
        }
        List<Map<String, String>> changed = new ArrayList<>();
        for (Object text : question.list("urls")) {
            URL url = URL.valueOf((String) text);
            for (List<Configurator> rule : rules) {
                for (Configurator configurator : rule) {
                    url = configurator.configure(url);
                }
            }
            changed.add(url.getParameters());
        }
        return Collections.singletonMap("parameters", changed);
    }

    /** The consumer's own address, which upstream finds out once. */
    private static void standAt(String host) throws ReflectiveOperationException {
        Field field = NetUtils.class.getDeclaredField("HOST_ADDRESS");
        field.setAccessible(true);
        field.set(null, host);
    }

    private static final class Listener extends AbstractConfiguratorListener {
        Listener() {
            super(ApplicationModel.defaultModel().getDefaultModule());
        }

        @Override
        protected void notifyOverrides() {
            // Asked right after.
        }
    }
}
