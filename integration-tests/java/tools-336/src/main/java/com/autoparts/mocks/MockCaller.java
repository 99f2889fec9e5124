package com.autoparts.mocks;

import com.autoparts.probe.Color;
import com.autoparts.probe.Part;
import com.autoparts.probe.ProbeService;
import com.autoparts.probe.Sample;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.dubbo.common.utils.JsonUtils;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * What a consumer of 3.3.6 with a {@code mock} answers: a question is a line of JSON with {@code registry}, {@code mock} and
 * {@code calls}, names of methods with perhaps an argument; an answer has for each the {@code value}, in a list, or {@code thrown} and {@code message}; or
 * {@code refused}, where there can be no such reference.
 */
public final class MockCaller {
    private MockCaller() { }

    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        ApplicationConfig application = new ApplicationConfig("mock-caller");
        application.setQosEnable(false);
        DubboBootstrap.getInstance().application(application);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.println(JsonUtils.toJson(answers(JsonUtils.toJavaObject(line, Map.class))));
        }
        Runtime.getRuntime().halt(0);
    }

    /** All calls of one reference. */
    private static Object answers(Map<?, ?> question) {
        ReferenceConfig<ProbeService> reference = new ReferenceConfig<>();
        try {
            ProbeService probe;
            try {
                reference.setInterface(ProbeService.class);
                reference.setRegistry(new RegistryConfig((String) question.get("registry")));
                // What is a direct provider's mock, upstream calls on that provider again.
                reference.setParameters(new HashMap<>(Collections.singletonMap("migration.step", "FORCE_INTERFACE")));
                reference.setTimeout(10_000);
                reference.setRetries(0);
                reference.setCheck(false);
                reference.setMock((String) question.get("mock"));
                probe = reference.get();
            } catch (Throwable refused) {
                return Collections.singletonMap("refused", String.valueOf(refused));
            }
            List<Object> answers = new ArrayList<>();
            for (Object call : (List<?>) question.get("calls")) {
                String[] parts = ((String) call).split(" ");
                answers.add(answer(probe, parts[0], parts[parts.length - 1]));
            }
            return answers;
        } finally {
            reference.destroy();
        }
    }

    private static Object answer(ProbeService probe, String method, String kind) {
        Map<String, Object> answer = new HashMap<>();
        try {
            // Null is an answer as good as any.
            answer.put("value", Collections.singletonList(shown(call(probe, method, kind))));
        } catch (Throwable thrown) {
            Throwable told = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
            answer.put("thrown", told.getClass().getName());
            answer.put("message", String.valueOf(told.getMessage()));
        }
        return answer;
    }

    private static Object call(ProbeService probe, String method, String kind) throws Exception {
        switch (method) {
            case "echo": return probe.echo("sent");
            case "not": return probe.not(true);
            case "half": return probe.half(4);
            case "add": return probe.add(1, 2);
            case "addBoxed": return probe.addBoxed(1L, 2);
            case "notes": return probe.notes("nobody's");
            case "roundTrip": return probe.roundTrip(null);
            case "reverse": return probe.reverse(new ArrayList<>());
            case "attributes": return probe.attributes(new HashMap<>());
            case "parts": return probe.parts(new HashMap<>());
            case "tags": return probe.tags(new HashSet<>());
            case "doubled": return probe.doubled(new int[] {1});
            case "upper": return probe.upper(new String[] {"a"});
            case "next": return probe.next(Color.RED);
            case "scale": return probe.scale(new BigDecimal("1.5"), 2);
            case "later": return probe.later(new Date(0));
            case "tomorrow": return probe.tomorrow(LocalDateTime.of(2024, 2, 28, 12, 0));
            case "any": return whole(probe.any("sent"));
            case "fail": probe.fail(kind); return null;
            case "eventually": return probe.eventually("sent", 1).get();
            default: throw new IllegalArgumentException("no method " + method);
        }
    }

    /** A value whose declared type does not say what it is. */
    private static Object whole(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        return value instanceof Number ? value.getClass().getSimpleName() + " " + value : shown(value);
    }

    private static Object shown(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).toPlainString();
        }
        if (value instanceof Date) {
            return String.valueOf(((Date) value).getTime());
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof Sample) {
            Sample sample = (Sample) value;
            Map<String, Object> fields = new TreeMap<>();
            fields.put("name", sample.getName());
            fields.put("count", shown(sample.getCount()));
            fields.put("totalOrNull", shown(sample.getTotalOrNull()));
            fields.put("weight", shown(sample.getWeight()));
            fields.put("activeOrNull", sample.getActiveOrNull());
            fields.put("amount", shown(sample.getAmount()));
            fields.put("color", shown(sample.getColor()));
            fields.put("tags", shown(sample.getTags()));
            fields.put("labels", shown(sample.getLabels()));
            fields.put("main", shown(sample.getMain()));
            return fields;
        }
        if (value instanceof Part) {
            return Collections.singletonMap("sku", ((Part) value).getSku());
        }
        if (value instanceof Map) {
            Map<String, Object> entries = new TreeMap<>();
            ((Map<?, ?>) value).forEach((key, of) -> entries.put(String.valueOf(key), whole(of)));
            return entries;
        }
        if (value instanceof Collection) {
            List<Object> all = new ArrayList<>();
            for (Object one : value instanceof java.util.Set ? new TreeSet<Object>((Collection<?>) value) : (Collection<?>) value) {
                all.add(whole(one));
            }
            return all;
        }
        if (value.getClass().isArray()) {
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                all.add(shown(Array.get(value, i)));
            }
            return all;
        }
        return String.valueOf(value);
    }
}
