package com.autoparts.oracle;

import java.util.Map;

import org.apache.dubbo.common.config.configcenter.ConfigurationListener;
import org.apache.dubbo.common.config.configcenter.DynamicConfiguration;

/** A config center that holds the rules of one question. */
final class RuleTexts implements DynamicConfiguration {
    private final Map<?, ?> texts;

    RuleTexts(Map<?, ?> texts) {
        this.texts = texts;
    }

    @Override
    public String getConfig(String key, String group, long timeout) {
        return (String) texts.get(key);
    }

    @Override
    public Object getInternalProperty(String key) {
        return null;
    }

    @Override
    public void addListener(String key, String group, ConfigurationListener listener) {
        // The texts do not change.
    }

    @Override
    public void removeListener(String key, String group, ConfigurationListener listener) {
        // Nor does anyone hear of it.
    }
}
