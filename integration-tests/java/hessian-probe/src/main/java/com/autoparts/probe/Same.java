package com.autoparts.probe;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.*;
import java.util.concurrent.atomic.*;

/** Deep equality: by class and fields for our classes, by parts for arrays, collections and exceptions. */
final class Same {
    /** Pairs being compared: a cycle is equal where it closes alike. */
    private final Map<Object, Object> open = new IdentityHashMap<>();

    /** Null when equal, else where and how they differ. */
    static String difference(Object expected, Object actual) {
        return new Same().compare("", expected, actual);
    }

    private String compare(String at, Object e, Object a) {
        if (e == null || a == null) return e == a ? null : differ(at, e, a);
        if (open.get(e) == a) return null;
        open.put(e, a);
        try {
            return parts(at, e, a);
        } finally {
            open.remove(e);
        }
    }

    private String parts(String at, Object e, Object a) {
        if (e instanceof Set) return a instanceof Set ? unordered(at, (Set<?>) e, (Set<?>) a) : differ(at, e, a);
        if (e instanceof Collection) {
            if (!(a instanceof Collection) || a instanceof Set) return differ(at, e, a);
            return ordered(at, ((Collection<?>) e).toArray(), ((Collection<?>) a).toArray());
        }
        if (e instanceof Map) return a instanceof Map ? maps(at, (Map<?, ?>) e, (Map<?, ?>) a) : differ(at, e, a);
        if (e.getClass() != a.getClass()) return differ(at + " class", e.getClass(), a.getClass());
        if (e.getClass().isArray()) return ordered(at, boxes(e), boxes(a));
        if (e instanceof Throwable) return throwables(at, (Throwable) e, (Throwable) a);
        if (e instanceof AtomicBoolean || e instanceof AtomicInteger || e instanceof AtomicLong
            || e instanceof AtomicReference) {
            return e.toString().equals(a.toString()) ? null : differ(at, e, a);
        }
        if (e.getClass().getName().startsWith("com.example.") && !(e instanceof Enum)) return fields(at, e, a);
        return e.equals(a) ? null : differ(at, e, a);
    }

    private String fields(String at, Object e, Object a) {
        for (Class<?> c = e.getClass(); c != Object.class && c != RuntimeException.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())) continue;
                try {
                    field.setAccessible(true);
                    String d = compare(at + "." + field.getName(), field.get(e), field.get(a));
                    if (d != null) return d;
                } catch (IllegalAccessException x) {
                    throw new IllegalStateException(x);
                }
            }
        }
        return null;
    }

    private String throwables(String at, Throwable e, Throwable a) {
        if (!Objects.equals(e.getMessage(), a.getMessage())) return differ(at + ".message", e.getMessage(), a.getMessage());
        String d = ordered(at + ".stackTrace", e.getStackTrace(), a.getStackTrace());
        if (d == null) d = ordered(at + ".suppressed", e.getSuppressed(), a.getSuppressed());
        if (d == null) d = compare(at + ".cause", e.getCause(), a.getCause());
        if (d == null && e.getClass().getName().startsWith("com.example.")) d = fields(at, e, a);
        return d;
    }

    private String ordered(String at, Object[] e, Object[] a) {
        if (e.length != a.length) return differ(at + ".length", e.length, a.length);
        for (int i = 0; i < e.length; i++) {
            String d = compare(at + "[" + i + "]", e[i], a[i]);
            if (d != null) return d;
        }
        return null;
    }

    private String unordered(String at, Set<?> e, Set<?> a) {
        if (e.size() != a.size()) return differ(at + ".size", e, a);
        for (Object item : e) {
            boolean found = false;
            for (Object other : a) found |= compare(at, item, other) == null;
            if (!found) return differ(at, e, a);
        }
        return null;
    }

    private String maps(String at, Map<?, ?> e, Map<?, ?> a) {
        if (e.size() != a.size()) return differ(at + ".size", e.keySet(), a.keySet());
        for (Map.Entry<?, ?> entry : e.entrySet()) {
            if (!a.containsKey(entry.getKey())) return differ(at + " keys", e.keySet(), a.keySet());
            String d = compare(at + "{" + entry.getKey() + "}", entry.getValue(), a.get(entry.getKey()));
            if (d != null) return d;
        }
        return null;
    }

    private static Object[] boxes(Object array) {
        Object[] boxes = new Object[Array.getLength(array)];
        for (int i = 0; i < boxes.length; i++) boxes[i] = Array.get(array, i);
        return boxes;
    }

    private static String differ(String at, Object e, Object a) {
        return (at.isEmpty() ? "value" : at) + ": expected " + show(e) + ", read " + show(a);
    }

    private static String show(Object o) {
        String text = o == null ? "null" : o.getClass().getName() + " " + o;
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
