package com.example.shapes;

import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** What cannot be mapped, beside what can. */
public interface Hopeless {
    String fine(String text);
    Optional<String> maybe();
    void stream(Stream<String> stream);
    void holds(Holder holder);
    void replaced(Replaced replaced);
    void inner(Inner inner);
    ConcurrentMap<String, String> map();
    void grows(Growing<String> growing);

    class Holder implements java.io.Serializable { private java.io.InputStream stream; private String name; }
    class Growing<T> implements java.io.Serializable { private Growing<java.util.List<T>> next; private T value; }
    class Replaced implements java.io.Serializable { private String name; private Object writeReplace() { return name; } }
}
