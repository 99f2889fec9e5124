package com.autoparts.probe.cases;

import com.autoparts.probe.Color;
import com.autoparts.probe.Part;
import com.autoparts.probe.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values the cases send. */
final class Samples {
    /** BMP, supplementary and combining characters, quotes and a NUL. */
    static final String TEXT = "刹车片 前轴 😀🚗 𠮷 é \"quoted\" \\ \u0000 end";

    /** What an HTTP header can carry: a Java consumer sends anything else as question marks. */
    static final String HEADER = "brake pad, front: \"quoted\" \\ 100% +1; end";

    private Samples() { }

    /** Every field set, values at the edges of their types. */
    static Sample full() {
        Sample s = new Sample();
        s.setCreatedAt(new Date(1_735_689_600_123L));
        s.setTraceId("trace-1");
        s.setName(TEXT);
        s.setCount(Integer.MIN_VALUE);
        s.setCountOrNull(Integer.MAX_VALUE);
        s.setTotal(Long.MIN_VALUE);
        s.setTotalOrNull(Long.MAX_VALUE);
        s.setWeight(0.1);
        s.setWeightOrNull(-1.0e300);
        s.setActive(true);
        s.setActiveOrNull(Boolean.FALSE);
        s.setAmount(new BigDecimal("12345678901234567890.123400"));
        s.setBig(new BigInteger("-123456789012345678901234567890"));
        s.setData(new byte[] {0, 1, -1, 127, -128});
        s.setDay(LocalDate.of(2024, 2, 29));
        s.setMoment(LocalDateTime.of(1999, 12, 31, 23, 59, 59, 123_456_789));
        s.setId(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));
        s.setColor(Color.GREEN);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("BP-1001", 4, new BigDecimal("89.90")));
        parts.add(new Part("油滤", 1, null));
        parts.add(null);
        s.setParts(parts);
        s.setTags(new HashSet<>(java.util.Arrays.asList("a", "b", "丙")));
        Map<String, String> labels = new HashMap<>();
        labels.put("oe", "34116761244");
        labels.put("空", "");
        labels.put("none", null);
        s.setLabels(labels);
        s.setExtra(mixed());
        s.setMain(new Part("main", 0, BigDecimal.ZERO));
        return s;
    }

    /** Nothing set. */
    static Sample empty() {
        return new Sample();
    }

    /** A map of one value of each plain kind. */
    static Map<String, Object> mixed() {
        Map<String, Object> map = new HashMap<>();
        map.put("int", 1);
        map.put("long", 1L << 40);
        map.put("double", 2.5);
        map.put("bool", true);
        map.put("text", TEXT);
        map.put("null", null);
        map.put("date", new Date(0));
        map.put("list", new ArrayList<Object>(java.util.Arrays.asList(1, "two", null, 4L)));
        Map<String, Object> inner = new HashMap<>();
        inner.put("k", "v");
        map.put("map", inner);
        map.put("decimal", new BigDecimal("0.10"));
        map.put("part", new Part("inner", 9, new BigDecimal("1.5")));
        return map;
    }

    /** {@code length} characters, of one, two, three and (as pairs) four bytes. */
    static String longText(int length) {
        StringBuilder text = new StringBuilder(length + 2);
        while (text.length() < length) {
            text.append("a件é😀");
        }
        return text.toString();
    }
}
