package com.autoparts.probe;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * An interface that is not stock, with every shape a Dubbo call can have. Each provider of it (Java on two lines, Rust)
 * must look the same to each consumer.
 */
public interface ProbeService {
    /** Group of the second export. */
    String GROUP = "probe-group";

    /** Version of the second export. */
    String VERSION = "1.2.3";

    /** Characters of the longest reply that Dubbo lets through by default, about. */
    long LONGEST_REPLY = 8L * 1024 * 1024;

    /** What {@link #half} divides by. */
    double HALF = 0.5;

    /** The letter of a front axle. */
    char FRONT = '前';

    /** Whether texts may be null. */
    boolean NULLS = true;

    /** Returns its argument, null included. */
    String echo(String text);

    /** Primitives both ways. */
    long add(long left, int right);

    /** Boxed both ways: null when either is null. */
    Long addBoxed(Long left, Integer right);

    /** All of the other primitives in one call: {@code "true,7,300,c,1.5,2.25"}. */
    String primitives(boolean flag, byte small, short mid, char letter, float single, double twice);

    /** Negates. */
    boolean not(boolean flag);

    /** Halves. */
    double half(double value);

    /** Overload: {@code "one:" + text}. */
    String join(String text);

    /** Overload: {@code "two:" + text + ":" + number}. */
    String join(String text, int number);

    /** Overload of the same arity, told apart by its descriptor only: {@code "long:" + number}. */
    String join(long number);

    /** Overload: {@code "list:" + the texts, joined by "+"}. */
    String join(List<String> texts);

    /** Returns an equal bean. */
    Sample roundTrip(Sample sample);

    /** Returns equal beans, in reverse order. */
    List<Sample> reverse(List<Sample> samples);

    /** Returns an equal map plus {@code "size"}: the size it came with. */
    Map<String, Object> attributes(Map<String, Object> in);

    /** Beans as map values: the same map. */
    Map<String, Part> parts(Map<String, Part> in);

    /** The same set. */
    Set<String> tags(Set<String> in);

    /** The same bytes. */
    byte[] bytes(byte[] in);

    /** Each element times two. */
    int[] doubled(int[] in);

    /** In upper case. */
    String[] upper(String[] in);

    /** The next color, after the last the first; null gives null. */
    Color next(Color color);

    /** {@code value * factor}, exactly. */
    BigDecimal scale(BigDecimal value, int factor);

    /** {@code day} and a second later. */
    Date later(Date day);

    /** {@code moment} and a day later. */
    LocalDateTime tomorrow(LocalDateTime moment);

    /** The same graph: what was shared is shared, a ring is closed. */
    Node graph(Node first);

    /** Walks {@code next} until it meets the first node again: the number of steps; -1 when it does not. */
    int ringSize(Node first);

    /** Whatever it is given. */
    Object any(Object value);

    /**
     * Throws what {@code kind} says: {@code checked} ({@link ProbeException} C1), {@code declared} ({@link ProbeRefusal}
     * D1), {@code illegal} ({@link IllegalArgumentException}), {@code runtime} ({@link RuntimeException}),
     * {@code undeclared} (a class that only the provider has); anything else returns.
     */
    void fail(String kind) throws ProbeException, ProbeRefusal;

    /** {@code text} after {@code millis}. */
    CompletableFuture<String> eventually(String text, int millis);

    /** {@code "slept"} after {@code millis}. */
    String sleep(int millis);

    /** Called one-way: remembers {@code text}. */
    void note(String text);

    /** How many times {@link #note} was called with {@code text}. */
    int notes(String text);

    /** The value of the request's attachment {@code key}; sets the response attachment {@code "reply-" + key} to it. */
    String attachment(String key);

    /** {@code size} characters 'x'. */
    String big(int size);
}
