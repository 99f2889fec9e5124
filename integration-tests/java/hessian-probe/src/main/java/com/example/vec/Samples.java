package com.example.vec;

import com.example.vec.Types.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.*;
import java.util.*;
import java.util.concurrent.atomic.*;

/** The values the Rust test means, by name, built by hand in Java; and the class some are read as. */
public final class Samples {
    private static final Map<String, Object> VALUES = new HashMap<>();
    private static final Map<String, Class<?>> READ_AS = new HashMap<>();

    private Samples() { }

    public static Object get(String name) {
        if (!VALUES.containsKey(name)) throw new IllegalArgumentException("no sample " + name);
        return VALUES.get(name);
    }

    public static Class<?> readAs(String name) {
        return READ_AS.get(name);
    }

    private static void put(String name, Object value) {
        VALUES.put(name, value);
    }

    private static void put(String name, Class<?> as, Object value) {
        put(name, value);
        READ_AS.put(name, as);
    }

    static {
        classes();
        collections();
        jdk();
        exceptions();
        shapes();
    }

    private static void classes() {
        put("point", new Point(1, -2));
        put("derived", derived());
        put("shadow", shadow());
        Node tail = new Node();
        tail.v = "b";
        Node head = new Node();
        head.v = "a";
        head.next = tail;
        put("nodes", head);
        put("color_red", Color.RED);
        put("color_blue", Color.BLUE);
        put("colors", list(Color.RED, Color.GREEN, Color.RED));
        put("all_kinds", allKinds());
        AllKinds boxed = allKinds();
        boxed.s = 0;
        boxed.f = 0;
        boxed.c = 0;
        put("all_kinds_without_float_short_char", boxed);
        put("all_kinds_default", new AllKinds());
        put("jdk_kinds", jdkKinds());
        JdkKinds without = jdkKinds();
        without.bits = null;
        put("jdk_kinds_without_bitset", without);
        put("jdk_kinds_default", new JdkKinds());
        Result<Point> result = new Result<>();
        result.code = "OK";
        result.data = new Point(1, 2);
        result.page = list(new Point(3, 4));
        result.byName = new HashMap<>();
        result.byName.put("\ud83d\ude00", new ArrayList<>());
        put("reply", result);
    }

    private static void collections() {
        put("list_empty", new ArrayList<>());
        put("list_long", list(1L, 1L << 40, null));
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) many.add(i);
        put("list_300", many);
        put("list_points", list(new Point(1, 2), new Point(3, 4)));
        put("list_nested", list(list(1), list(), list(list("x"))));
        put("list_as_linked", LinkedList.class, new LinkedList<>(list("a", "b")));
        put("list_as_set", Set.class, new HashSet<>(list("a", "b")));
        put("list_as_ints", int[].class, new int[] {1, 2});
        put("list_as_strings", String[].class, new String[] {"a", "b"});
        put("linked_list", new LinkedList<>(list("a", "b")));
        put("hash_set", new HashSet<>(list("a")));
        put("ordered_set", new LinkedHashSet<>(list("a", "b")));
        put("map_empty", new HashMap<>());
        put("map_string_long", map("a", 1L, "b", null));
        put("map_int_keys", map(1, "x", 2, "y"));
        put("map_long_point", map(1L, new Point(1, 2)));
        put("map_enum_keys", map(Color.RED, 1));
        put("map_nested", map("m", map("n", list(1, 2L, 1.5, true, "s", null))));
        put("ints", new int[] {0, 1000, -1000000});
        put("longs", new long[] {0, 1L << 33});
        put("shorts", new short[] {1, -1});
        put("booleans", new boolean[] {true, false});
        put("doubles", new double[] {0.5, -1.0});
        put("floats", new float[] {0.5f, -1.0f});
        put("strings", new String[] {"a", null});
        put("objects", new Object[] {1, "x", null});
        put("dates", new Date[] {new Date(1)});
        put("integers", new Integer[] {1, null});
        put("point_array", new Point[] {new Point(3, 4)});
        put("color_array", new Color[] {Color.RED});
        put("decimals", new BigDecimal[] {new BigDecimal("1.10")});
        put("grid", new long[][] {{1, 1L << 40}, {}});
        put("string_grid", new String[][] {{"a"}, {"b", "c"}});
        put("chars", char[].class, new char[] {'a', '\u4e2d'});
    }

    private static void jdk() {
        JdkKinds k = jdkKinds();
        put("uuid", k.uuid);
        put("locale", k.locale);
        put("currency", k.currency);
        put("class", k.type);
        put("bitset", k.bits);
        put("enumset", k.colors);
        put("atomic_boolean", k.atomicBool);
        put("atomic_integer", k.atomicInt);
        put("atomic_long", k.atomicLong);
        put("atomic_reference", k.atomicRef);
        put("sql_timestamp", k.sqlTimestamp);
        put("sql_date", k.sqlDate);
        put("sql_time", k.sqlTime);
        put("local_date", k.localDate);
        put("local_date_min", LocalDate.MIN);
        put("local_time", k.localTime);
        put("local_date_time", LocalDateTime.of(k.localDate, k.localTime));
        put("instant", k.instant);
        put("duration", k.duration);
        put("period", k.period);
        put("year", k.year);
        put("year_month", k.yearMonth);
        put("month_day", k.monthDay);
        put("zone_offset", k.zoneOffset);
        put("zone_id", k.zoneId);
        put("offset_time", k.offsetTime);
        put("offset_date_time", k.offsetDateTime);
        put("zoned_date_time", k.zonedDateTime);
        put("char_field", Character.class, '\u4e2d');
        put("short_field", Short.class, (short) -300);
        put("byte_field", Byte.class, (byte) -5);
        put("float_field", Float.class, 1.1f);
    }

    private static void exceptions() {
        put("exception", quiet(new RuntimeException("sold out")));
        put("exception_null_message", quiet(new IllegalStateException()));
        BizException biz = quiet(new BizException("OUT_OF_STOCK", "\u5e93\u5b58\u4e0d\u8db3",
            quiet(new IllegalStateException("row lock"))));
        biz.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.example.A", "run", "A.java", 12),
            new StackTraceElement("com.example.B", "<init>", null, -2)});
        biz.addSuppressed(quiet(new RuntimeException("closing")));
        put("exception_full", biz);
        put("stack_trace_element", new StackTraceElement("com.example.A", "run", "A.java", 12));
        put("uuid_then_exception", list(new UUID(1, 2), quiet(new RuntimeException("after"))));
    }

    /** Values that are the same object twice, or inside themselves. */
    private static void shapes() {
        Node self = new Node();
        self.v = "me";
        self.next = self;
        put("cycle_object", self);
        List<Object> list = new ArrayList<>();
        list.add(list);
        put("cycle_list", list);
        Map<Object, Object> map = new HashMap<>();
        map.put("me", map);
        put("cycle_map", map);
        Point shared = new Point(1, 2);
        put("shared", list(shared, shared));
        LocalDateTime time = LocalDateTime.of(2024, 2, 29, 0, 0);
        put("shared_after_handle", list(time, shared, shared));
        put("unknown_field", new Point(1, -2));
        put("absent_field", Point.class, new Point(1, 0));
        put("object_as_map", Map.class, map("x", 1, "y", -2));
        put("map_as_object", Point.class, new Point(1, -2));
        put("typed_map_as_object", new Point(1, -2));
        List<Object> forty = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 40; i++) forty.add(map("f", i));
        }
        put("forty_classes", forty);
        put("generic_invoke", new Object[] {map("class", "com.example.vec.Types$Point", "x", 1, "y", 2), 5L});
    }

    private static Derived derived() {
        Derived d = new Derived();
        d.id = 42;
        d.p = new Point(1, -1);
        d.createdAt = new Date(1700000000123L);
        d.name = "base";
        return d;
    }

    private static Shadow shadow() {
        Shadow s = new Shadow();
        s.name = "shadow";
        return s;
    }

    private static AllKinds allKinds() {
        AllKinds k = new AllKinds();
        k.z = true; k.b = -5; k.s = 300; k.c = '\u4e2d'; k.i = 1 << 20; k.l = 1L << 40; k.f = 1.5f; k.d = 2.25;
        k.bb = 7; k.bs = -300; k.bc = 'x'; k.bi = 0; k.bl = 5L; k.bf = 0.1f; k.bd = 0.1;
        k.str = "s"; k.bytes = new byte[] {1, 2}; k.ints = new int[] {1, 2}; k.strs = new String[] {"a", "b"};
        k.objs = new Object[] {1, "x", null}; k.pts = new Point[] {new Point(3, 4)};
        k.color = Color.GREEN; k.dec = new BigDecimal("10.20"); k.date = new Date(0);
        k.ldt = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6);
        k.list = list(new Point(5, 6), new Point(7, 8));
        k.map = map("k", new Point(9, 10));
        k.set = new HashSet<>(Collections.singletonList(1L));
        return k;
    }

    private static JdkKinds jdkKinds() {
        JdkKinds k = new JdkKinds();
        k.big = new BigInteger("-12345678901234567890123456789");
        k.uuid = UUID.fromString("01234567-89ab-cdef-8123-456789abcdef");
        k.locale = Locale.SIMPLIFIED_CHINESE;
        k.currency = Currency.getInstance("CNY");
        k.type = String.class;
        k.bits = BitSet.valueOf(new long[] {2, 2});
        k.colors = EnumSet.of(Color.RED, Color.BLUE);
        k.chars = new char[] {'a', '\u4e2d'};
        k.atomicBool = new AtomicBoolean(true);
        k.atomicInt = new AtomicInteger(5);
        k.atomicLong = new AtomicLong(6);
        k.atomicRef = new AtomicReference<>("x");
        k.sqlTimestamp = new java.sql.Timestamp(1700000000123L);
        k.sqlDate = new java.sql.Date(1700000000000L);
        k.sqlTime = new java.sql.Time(3723000L);
        k.localDate = LocalDate.of(2024, 2, 29);
        k.localTime = LocalTime.of(23, 59, 58, 123456789);
        k.instant = Instant.ofEpochSecond(1700000000L, 123456789);
        k.duration = Duration.ofSeconds(-3, 5);
        k.period = Period.of(1, -2, 3);
        k.year = Year.of(2024);
        k.yearMonth = YearMonth.of(2024, 2);
        k.monthDay = MonthDay.of(2, 29);
        k.zoneOffset = ZoneOffset.ofHours(8);
        k.zoneId = ZoneId.of("Asia/Shanghai");
        k.offsetTime = OffsetTime.of(k.localTime, k.zoneOffset);
        k.offsetDateTime = OffsetDateTime.of(k.localDate, k.localTime, k.zoneOffset);
        k.zonedDateTime = ZonedDateTime.of(k.localDate, k.localTime, k.zoneId);
        k.linked = new LinkedList<>(Arrays.asList(1L, null));
        k.deque = list("q");
        k.sorted = new TreeSet<>(Arrays.asList("a", "b"));
        k.grid = new long[][] {{1, 1L << 40}, {}};
        k.flags = new boolean[] {true, false};
        k.wide = new double[] {0.5, -1.0};
        k.byColor = map(Color.BLUE, list(shadow()));
        return k;
    }

    private static <T extends Throwable> T quiet(T throwable) {
        throwable.setStackTrace(new StackTraceElement[0]);
        return throwable;
    }

    @SuppressWarnings("unchecked")
    @SafeVarargs
    private static <T> List<T> list(T... items) {
        return new ArrayList<>(Arrays.asList(items));
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Map<K, V> map(Object... entries) {
        Map<K, V> map = new HashMap<>();
        for (int i = 0; i < entries.length; i += 2) map.put((K) entries[i], (V) entries[i + 1]);
        return map;
    }
}
