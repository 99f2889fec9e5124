package com.example.vec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.*;
import java.util.*;
import java.util.concurrent.atomic.*;

/** The classes that the Rust test's structs of the same names stand for. */
public class Types {
    public enum Color { RED, GREEN, BLUE { @Override public String toString() { return "bleu"; } } }

    public static class Point implements Serializable {
        public int x;
        public int y;
        public Point() { }
        public Point(int x, int y) { this.x = x; this.y = y; }
    }

    public static class Base implements Serializable {
        Date createdAt;
        String name;
    }

    public static class Derived extends Base {
        long id;
        String note;
        Point p;
    }

    public static class Shadow extends Base {
        String name;
    }

    public static class Node implements Serializable {
        public String v;
        public Node next;
    }

    public static class Result<T> implements Serializable {
        String code;
        T data;
        List<T> page;
        Map<String, List<T>> byName;
    }

    public static class BizException extends RuntimeException {
        private String code;
        private String message;
        public BizException(String code, String message, Throwable cause) {
            super(message, cause);
            this.code = code;
            this.message = message;
        }
        @Override public String getMessage() { return message; }
    }

    public static class AllKinds implements Serializable {
        boolean z; byte b; short s; char c; int i; long l; float f; double d;
        Boolean bz; Byte bb; Short bs; Character bc; Integer bi; Long bl; Float bf; Double bd;
        String str; byte[] bytes; int[] ints; String[] strs; Object[] objs; Point[] pts;
        Color color; BigDecimal dec; Date date; LocalDateTime ldt;
        List<Point> list; Map<String, Point> map; Set<Long> set; Object nothing;
    }

    public static class JdkKinds implements Serializable {
        BigInteger big; UUID uuid; Locale locale; Currency currency; Class<?> type; BitSet bits;
        EnumSet<Color> colors; char[] chars;
        AtomicBoolean atomicBool; AtomicInteger atomicInt; AtomicLong atomicLong;
        AtomicReference<String> atomicRef;
        java.sql.Timestamp sqlTimestamp; java.sql.Date sqlDate; java.sql.Time sqlTime;
        LocalDate localDate; LocalTime localTime; Instant instant; Duration duration; Period period;
        Year year; YearMonth yearMonth; MonthDay monthDay; ZoneOffset zoneOffset; ZoneId zoneId;
        OffsetTime offsetTime; OffsetDateTime offsetDateTime; ZonedDateTime zonedDateTime;
        List<Long> linked; List<String> deque; Set<String> sorted;
        long[][] grid; boolean[] flags; double[] wide;
        Map<Color, List<Shadow>> byColor;
    }
}
