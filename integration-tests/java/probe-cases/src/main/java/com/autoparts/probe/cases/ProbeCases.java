package com.autoparts.probe.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.failure;
import static com.autoparts.probe.cases.Expect.that;

import com.autoparts.probe.Color;
import com.autoparts.probe.Node;
import com.autoparts.probe.Part;
import com.autoparts.probe.ProbeException;
import com.autoparts.probe.ProbeRefusal;
import com.autoparts.probe.ProbeService;
import com.autoparts.probe.Sample;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Plain calls: values of every kind both ways, overloads, exceptions. */
final class ProbeCases {
    private final Line line;
    private final ProbeService probe;

    ProbeCases(Line line, ProbeService probe) {
        this.line = line;
        this.probe = probe;
    }

    /** All of them, by name, in order. */
    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        strings(cases);
        primitives(cases);
        overloads(cases);
        beans(cases);
        collections(cases);
        values(cases);
        graphs(cases);
        exceptions(cases);
        return cases;
    }

    private void strings(Map<String, Report.Check> cases) {
        cases.put("echo.ascii", () -> equal("hello", probe.echo("hello")));
        cases.put("echo.unicode", () -> equal(Samples.TEXT, probe.echo(Samples.TEXT)));
        cases.put("echo.null", () -> equal(null, probe.echo(null)));
        cases.put("echo.empty", () -> equal("", probe.echo("")));
        cases.put("echo.100k", () -> {
            for (int length : new int[] {31, 32, 1023, 1024, 32_767, 32_768, 32_769, 65_535, 65_536, 100_000}) {
                String text = Samples.longText(length);
                equal(text, probe.echo(text));
            }
        });
        cases.put("echo.2M", () -> {
            String text = Samples.longText(500_000);
            equal(text, probe.echo(text));
        });
    }

    private void primitives(Map<String, Report.Check> cases) {
        cases.put("primitives", () -> {
            equal(3L, probe.add(1, 2));
            equal(Long.MAX_VALUE, probe.add(Long.MAX_VALUE, 0));
            equal(Long.MIN_VALUE, probe.add(Long.MIN_VALUE + 7, -7));
            equal("true,-7,-300,c,1.5,2.25",
                probe.primitives(true, (byte) -7, (short) -300, 'c', 1.5f, 2.25));
            equal(true, probe.not(false));
            for (double value : new double[] {0, 1, -0.5, 0.1, 1e300, 4.9e-324, 12345.678, Double.MAX_VALUE}) {
                equal(value / 2, probe.half(value));
            }
        });
        cases.put("boxed", () -> {
            equal(5L, probe.addBoxed(2L, 3));
            equal(null, probe.addBoxed(null, 3));
            equal(null, probe.addBoxed(2L, null));
        });
        cases.put("long.edges", () -> {
            for (int shift = 0; shift < 63; shift++) {
                long value = 1L << shift;
                for (long edge : new long[] {value - 1, value, -value, -value - 1}) {
                    equal(edge, probe.add(edge, 0));
                }
            }
        });
    }

    private void overloads(Map<String, Report.Check> cases) {
        cases.put("overloads", () -> {
            equal("one:x", probe.join("x"));
            equal("two:x:7", probe.join("x", 7));
            equal("long:9", probe.join(9L));
            equal("list:a+b", probe.join(Arrays.asList("a", "b")));
        });
    }

    private void beans(Map<String, Report.Check> cases) {
        cases.put("bean.full", () -> equal(Samples.full(), probe.roundTrip(Samples.full())));
        cases.put("bean.empty", () -> equal(Samples.empty(), probe.roundTrip(Samples.empty())));
        cases.put("bean.null", () -> equal(null, probe.roundTrip(null)));
        cases.put("bean.list", () -> {
            List<Sample> sent = new ArrayList<>(Arrays.asList(Samples.full(), Samples.empty(), Samples.full()));
            sent.get(2).setName("last");
            List<Sample> wanted = new ArrayList<>(sent);
            Collections.reverse(wanted);
            equal(wanted, probe.reverse(sent));
            equal(Collections.emptyList(), probe.reverse(new ArrayList<>()));
            equal(null, probe.reverse(null));
        });
        cases.put("bean.map", () -> {
            Map<String, Part> sent = new HashMap<>();
            sent.put("a", new Part("A", 1, BigDecimal.ONE));
            sent.put("空", null);
            equal(sent, probe.parts(sent));
        });
        cases.put("bean.list.500", () -> {
            List<Sample> sent = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Sample sample = Samples.full();
                sample.setCount(i);
                sent.add(sample);
            }
            List<Sample> seen = probe.reverse(sent);
            Collections.reverse(seen);
            equal(sent, seen);
        });
    }

    private void collections(Map<String, Report.Check> cases) {
        cases.put("map.mixed", () -> {
            Map<String, Object> wanted = Samples.mixed();
            wanted.put("size", Samples.mixed().size());
            equal(wanted, probe.attributes(Samples.mixed()));
        });
        cases.put("map.kinds", () -> {
            for (Map<String, Object> sent : Arrays.<Map<String, Object>>asList(
                new HashMap<>(), new LinkedHashMap<>(), new TreeMap<>(), new java.util.concurrent.ConcurrentHashMap<>())) {
                sent.put("b", 1);
                sent.put("a", "x");
                Map<String, Object> wanted = new HashMap<>(sent);
                wanted.put("size", 2);
                equal(wanted, new HashMap<>(probe.attributes(sent)));
            }
            equal(Collections.singletonMap("size", 0), probe.attributes(Collections.emptyMap()));
        });
        cases.put("list.kinds", () -> {
            for (List<String> sent : Arrays.asList(new ArrayList<String>(), new LinkedList<String>(), new java.util.Vector<String>())) {
                sent.add("a");
                sent.add("b");
                equal("list:a+b", probe.join(sent));
            }
            equal("list:only", probe.join(Collections.singletonList("only")));
            equal("list:", probe.join(Collections.<String>emptyList()));
            equal("list:x+y", probe.join(Collections.unmodifiableList(Arrays.asList("x", "y"))));
            equal("list:b", probe.join(new ArrayList<>(Arrays.asList("a", "b", "c")).subList(1, 2)));
        });
        cases.put("set.kinds", () -> {
            for (Set<String> sent : Arrays.asList(new HashSet<String>(), new LinkedHashSet<String>(), new TreeSet<String>())) {
                equal(sent, probe.tags(sent));
                sent.add("b");
                sent.add("甲");
                equal(sent, probe.tags(sent));
            }
        });
        cases.put("arrays", () -> {
            byte[] raw = new byte[70_000];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (byte) i;
            }
            for (int length : new int[] {0, 1, 15, 16, 1023, 1024, 4093, 4094, 8189, 8190, 32_768, 70_000}) {
                equal(Arrays.copyOf(raw, length), probe.bytes(Arrays.copyOf(raw, length)));
            }
            equal(null, probe.bytes(null));
            equal(new int[] {2, -4, 600_000}, probe.doubled(new int[] {1, -2, 300_000}));
            equal(new int[0], probe.doubled(new int[0]));
            equal(new String[] {"A", null, "件"}, probe.upper(new String[] {"a", null, "件"}));
        });
    }

    private void values(Map<String, Report.Check> cases) {
        cases.put("enum", () -> {
            equal(Color.GREEN, probe.next(Color.RED));
            equal(Color.RED, probe.next(Color.BLUE));
            equal(null, probe.next(null));
        });
        cases.put("decimal", () -> {
            equal(new BigDecimal("0.30"), probe.scale(new BigDecimal("0.10"), 3));
            equal(new BigDecimal("-246913578024691357802.46"), probe.scale(new BigDecimal("-123456789012345678901.23"), 2));
            equal(null, probe.scale(null, 2));
        });
        cases.put("date", () -> {
            equal(new Date(1_735_689_601_123L), probe.later(new Date(1_735_689_600_123L)));
            equal(new Date(1_000L), probe.later(new Date(0)));
            equal(new Date(-59_000L), probe.later(new Date(-60_000L)));
            equal(null, probe.later(null));
        });
        cases.put("localdatetime", () -> {
            LocalDateTime now = LocalDateTime.of(2024, 2, 28, 1, 2, 3, 4_000_000);
            equal(now.plusDays(1), probe.tomorrow(now));
            equal(null, probe.tomorrow(null));
        });
        cases.put("object", () -> {
            for (Object value : new Object[] {null, 1, 1L << 40, 0.25, true, "text", new Date(5), new BigDecimal("1.10"),
                Color.BLUE, new Part("p", 1, BigDecimal.TEN), UUID.fromString("00000000-0000-0001-0000-000000000002"),
                new ArrayList<Object>(Arrays.asList(1, "x", null)), Samples.mixed(), new byte[] {1, 2}}) {
                equal(value, probe.any(value));
            }
        });
    }

    private void graphs(Map<String, Report.Check> cases) {
        cases.put("graph.reply", () -> {
            Node first = probe.graph(ring(5));
            Node node = first;
            for (int i = 0; i < 5; i++) {
                equal(String.valueOf(i), node.getName());
                equal(2, node.getChildren().size());
                that(node.getChildren().get(0) == first && node.getChildren().get(1) == first, "the shared node was copied");
                node = node.getNext();
            }
            that(node == first, "the ring is open");
        });
        cases.put("graph.request", () -> {
            equal(2, probe.ringSize(ring(2)));
            equal(30, probe.ringSize(ring(30)));
            Node open = new Node();
            equal(-1, probe.ringSize(open));
        });
    }

    /** A ring of {@code size} nodes named "0", "1"…; each node's children hold the first node twice. */
    private static Node ring(int size) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Node node = new Node();
            node.setName(String.valueOf(i));
            nodes.add(node);
            node.setChildren(new ArrayList<>(Arrays.asList(nodes.get(0), nodes.get(0))));
        }
        for (int i = 0; i < size; i++) {
            nodes.get(i).setNext(nodes.get((i + 1) % size));
        }
        return nodes.get(0);
    }

    private void exceptions(Map<String, Report.Check> cases) {
        cases.put("throw.none", () -> probe.fail("none"));
        cases.put("throw.checked", () ->
            equal("C1", failure(ProbeException.class, "checked 异常", () -> probe.fail("checked")).getCode()));
        cases.put("throw.declared", () ->
            equal("D1", failure(ProbeRefusal.class, "declared", () -> probe.fail("declared")).getCode()));
        cases.put("throw.illegal", () -> failure(IllegalArgumentException.class, "illegal", () -> probe.fail("illegal")));
        cases.put("throw.runtime", () -> failure(RuntimeException.class, "runtime", () -> probe.fail("runtime")));
        // A class that the consumer does not have must come as a plain RuntimeException that says what happened.
        cases.put("throw.undeclared", () -> failure(RuntimeException.class, "undeclared", () -> probe.fail("undeclared")));
        cases.put("throw.then-call", () -> {
            failure(() -> probe.fail("runtime"));
            equal("still here", probe.echo("still here"));
        });
        cases.put("throw.stack", () -> {
            Throwable seen = failure(() -> probe.fail("runtime"));
            that(seen.getStackTrace() != null && seen.getSuppressed() != null, "no stack or no suppressed list");
            that(line.code(seen) == -1, "a business exception came as an RpcException: " + Report.describe(seen));
        });
    }
}
