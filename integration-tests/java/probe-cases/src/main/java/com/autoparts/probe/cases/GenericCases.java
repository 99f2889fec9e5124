package com.autoparts.probe.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.failure;
import static com.autoparts.probe.cases.Expect.that;

import com.autoparts.probe.Color;
import com.autoparts.probe.Part;
import com.autoparts.probe.ProbeService;
import com.autoparts.probe.Sample;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generic calls: a gateway without the interface's jar. */
final class GenericCases {
    private static final String SERVICE = ProbeService.class.getName();
    private static final String STRING = "java.lang.String";
    private static final String SAMPLE = Sample.class.getName();

    private final Line line;
    private final Target target;

    GenericCases(Line line, Target target) {
        this.line = line;
        this.target = target;
    }

    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        plain(cases);
        modes(cases);
        return cases;
    }

    private Line.Generic mode(String mode) {
        return line.generic(SERVICE, target, mode);
    }

    private static String[] types(String... names) {
        return names;
    }

    private void plain(Map<String, Report.Check> cases) {
        cases.put("generic.echo", () -> {
            equal(Samples.TEXT, mode("true").invoke("echo", types(STRING), Samples.TEXT));
            equal(null, mode("true").invoke("echo", types(STRING), (Object) null));
        });
        cases.put("generic.primitives", () -> {
            equal(3L, mode("true").invoke("add", types("long", "int"), 1L, 2));
            equal(null, mode("true").invoke("addBoxed", types("java.lang.Long", "java.lang.Integer"), null, 2));
        });
        cases.put("generic.overloads", () -> {
            equal("one:x", mode("true").invoke("join", types(STRING), "x"));
            equal("two:x:7", mode("true").invoke("join", types(STRING, "int"), "x", 7));
            equal("long:9", mode("true").invoke("join", types("long"), 9L));
            equal("list:a+b", mode("true").invoke("join", types("java.util.List"), new ArrayList<>(Arrays.asList("a", "b"))));
        });
        cases.put("generic.no-types", () -> equal("x", mode("true").invoke("echo", null, "x")));
        cases.put("generic.no-arguments", () -> {
            Throwable seen = failure(() -> mode("true").invoke("echo", new String[0], new Object[0]));
            that(seen instanceof RuntimeException, Report.describe(seen));
        });
        cases.put("generic.bean-as-map", this::beanAsMap);
        cases.put("generic.list-of-maps", () -> {
            List<Object> sent = new ArrayList<>();
            for (String name : Arrays.asList("a", "b")) {
                Map<String, Object> sample = new HashMap<>();
                sample.put("name", name);
                sent.add(sample);
            }
            List<?> seen = (List<?>) mode("true").invoke("reverse", types("java.util.List"), sent);
            equal(2, seen.size());
            equal("b", ((Map<?, ?>) seen.get(0)).get("name"));
        });
        cases.put("generic.arrays", () -> {
            Object seen = mode("true").invoke("upper", types("java.lang.String[]"), (Object) new String[] {"a", "b"});
            equal(new Object[] {"A", "B"}, seen instanceof List ? ((List<?>) seen).toArray() : (Object[]) seen);
            equal(new int[] {2, 4}, mode("true").invoke("doubled", types("int[]"), (Object) new int[] {1, 2}));
        });
        cases.put("generic.exception", () -> {
            Throwable seen = failure(() -> mode("true").invoke("fail", types(STRING), "checked"));
            that(String.valueOf(seen.getMessage()).contains("checked 异常"), Report.describe(seen));
        });
        cases.put("generic.no-such-method", () -> {
            Throwable seen = failure(() -> mode("true").invoke("noSuchMethod", types(STRING), "x"));
            that(Report.describe(seen).contains("noSuchMethod"), Report.describe(seen));
        });
    }

    private void beanAsMap() {
        Map<String, Object> part = new HashMap<>();
        part.put("class", Part.class.getName());
        part.put("sku", "BP");
        part.put("quantity", 4L);
        part.put("price", new BigDecimal("1.10"));
        Map<String, Object> sample = new HashMap<>();
        sample.put("class", SAMPLE);
        sample.put("name", Samples.TEXT);
        sample.put("count", 7);
        sample.put("createdAt", new Date(1000));
        sample.put("color", "GREEN");
        sample.put("parts", new ArrayList<Object>(Arrays.asList(part, part)));
        sample.put("main", part);
        sample.put("labels", new HashMap<>(java.util.Collections.singletonMap("k", "v")));
        Map<?, ?> seen = (Map<?, ?>) mode("true").invoke("roundTrip", types(SAMPLE), sample);
        equal(SAMPLE, seen.get("class"));
        for (String key : Arrays.asList("name", "count", "createdAt", "color", "main", "labels", "parts")) {
            equal(sample.get(key), seen.get(key));
        }
        equal(null, seen.get("countOrNull"));
        equal(0L, seen.get("total"));
        equal(false, seen.get("active"));
    }

    private void modes(Map<String, Report.Check> cases) {
        cases.put("generic.raw.return", () -> {
            if (line.alibaba()) {
                throw new Report.NotApplicable("2.6 has no raw.return");
            }
            Map<String, Object> sample = new HashMap<>();
            sample.put("name", "raw");
            sample.put("count", 3);
            Sample seen = (Sample) mode("raw.return").invoke("roundTrip", types(SAMPLE), sample);
            equal("raw", seen.getName());
            equal(3, seen.getCount());
        });
        cases.put("generic.bean", () -> {
            Sample sent = new Sample();
            sent.setName(Samples.TEXT);
            sent.setCount(5);
            sent.setTotalOrNull(8L);
            sent.setColor(Color.BLUE);
            sent.setMain(new Part("m", 2, null));
            sent.setParts(new ArrayList<>(Arrays.asList(new Part("x", 1, null), new Part("y", 2, null))));
            Object seen = mode("bean").invoke("roundTrip", types(SAMPLE), line.describe(sent));
            equal(sent, line.undescribe(seen));
            equal("text", line.undescribe(mode("bean").invoke("echo", types(STRING), line.describe("text"))));
        });
        cases.put("generic.gson", () -> {
            if (!line.three()) {
                throw new Report.NotApplicable("gson came with 3.0");
            }
            equal("\"件 text\"", mode("gson").invoke("echo", types(STRING), "\"件 text\""));
            String seen = (String) mode("gson").invoke("roundTrip", types(SAMPLE),
                "{\"name\":\"g\",\"count\":3,\"parts\":[{\"sku\":\"s\",\"quantity\":2}],\"color\":\"RED\"}");
            for (String part : Arrays.asList("\"name\":\"g\"", "\"count\":3", "\"sku\":\"s\"", "\"color\":\"RED\"")) {
                that(seen.contains(part), seen);
            }
        });
        cases.put("generic.nativejava", () -> {
            // Java's own serialisation is a hole; every provider refuses it unless told otherwise.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject("text");
            }
            Throwable seen = failure(() -> mode("nativejava").invoke("echo", types(STRING), (Object) bytes.toByteArray()));
            that(seen instanceof RuntimeException, Report.describe(seen));
            equal("after", mode("true").invoke("echo", types(STRING), "after"));
        });
    }
}
