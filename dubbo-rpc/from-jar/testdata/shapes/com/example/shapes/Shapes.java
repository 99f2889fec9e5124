package com.example.shapes;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.*;
import java.util.concurrent.CompletableFuture;

/** Every shape that needs more than a look-up. */
public interface Shapes extends BaseService<Shapes.User, Long> {
    String GROUP = "shapes";
    byte TINY = -5;
    short SMALL = -300;
    char LETTER = '库';
    char HALF = '\ud800';
    int LEAST = Integer.MIN_VALUE;
    long FAR = 1L << 40;
    float SINGLE = 1.1f;
    double PI = 3.14;
    double NONE = Double.NaN;
    double BELOW = Double.NEGATIVE_INFINITY;
    boolean YES = true;
    String QUOTED = "库\"存\\\n\u202e\0";
    String LONG_ENOUGH_TO_NEED_A_LINE_OF_ITS_OWN = "what stands here has more than a hundred columns";
    int maxRetries = 3;
    int MAX_RETRIES = 4;
    Integer BOXED = 5;
    int COMPUTED = "x".hashCode();

    Reply<User> find(String name);
    Paged<User> page(Query query);
    Reply raw(Reply reply);
    CompletableFuture<List<User>> later(List<? extends User> users);
    CompletableFuture<Void> touched();
    <T extends Query> Reply<T> same(T query);
    <T> T any(T value, Class<T> type);
    void collections(Collection<User> users, ArrayList<String> names, TreeMap<String, User> byName,
        LinkedHashSet<Long> ids, Deque<String> queue, Set<User> unhashed, Map<User, String> odd, Set<Color> colors,
        Set<Point> points);
    Map<String, List<Map<Integer, Color[]>>> nested(Object[] objects, int[][] grid, Date[] days);
    Tree tree(Tree root);
    Left left(Right right);
    Shape shape(Shape shape, Figure figure, Serializable any, Number number);
    Items items(Items items, Answer answer);
    int type(int self, int type, String cx, String match);
    int getURL();
    int getUrl();
    Quiet quiet(Level level);
    void fails(Exception cause) throws Refused, java.io.IOException;
    Object _odd$name(com.example.shapes.other.User user);
    void overloaded();
    void overloaded(int[] numbers);
    void overloaded(Integer number);
    void overloaded(com.example.shapes.other.User user);
    default String greeting(String first, long second, int third) { return first + second + third; }
    static int no() { return 0; }

    enum Color { RED, darkBlue, SELF, V_1, V1, _2 { @Override public String toString() { return "two"; } }, X; public static final int x = 1; }
    enum Level { LEVEL_LOW, LEVEL_HIGH }

    class Reply<T> implements Serializable {
        public static final int MAX = 3;
        private int code; private T data; private transient String hidden;
    }
    class Paged<R> extends Reply<List<R>> { private long total; private int code; }
    class Quiet extends Marked<String> { private String base; private List<String> self; private Double aB; private int a_b; }
    class Marked<T> implements Serializable { private String mark; }
    class Query implements Serializable { private String text; private Map<String, ?> extra; }
    interface Codes { int SOLD_OUT = 17; }
    class User implements Serializable, NotAService { public static final int ONE = 11; private static final int SECRET = 1; public final int fixed = 2; private String name; private double weight; private BigDecimal money; private Optional2<User> boss; }
    class Optional2<T> implements Serializable { private T value; }
    class Admin extends User { private int rank; }
    class Point implements Serializable { private int x; private Integer y; private Color color; }
    class Tree implements Serializable { private Tree left; private List<Tree> children; private Reply<Tree> reply; }
    class Left implements Serializable { private Right right; }
    class Right extends Left { private Left left; private String note; }
    interface Shape extends Serializable { }
    abstract class Figure implements Shape { private int sides; }
    class Items extends ArrayList<User> { private int unwritten; }
    class Answer extends HashMap<String, Object> { }
    class Pair<Key, Kind> implements Serializable { private Key key; private Kind kind; private Set<Key> keys; }
    class Refused extends Failed { public static final int CLASS = 7; private int code; private Pair<String, Color> pair; }
    class Failed extends Exception { public static final long serialVersionUID = 1L; public static final String WHY = "failed"; private int code; private String message; }
}
