package com.autoparts.stock.wire;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values of the contract with the hessian-lite on the class path and compares them with the same values made here.
 *
 * <p>A line of the file is TYPE and HEX with a tab between: TYPE in Java, with full names; HEX is the stream of the type's sample. An
 * answer line is TYPE, {@code ok} and the HEX of the read value as this library writes it; or TYPE and what is wrong.
 * Both sides make a sample from the type and the name of the field alone: see {@link #sample}.
 */
public final class Wire {
    /** Objects this deep hold no further objects. */
    private static final int DEPTH_MAX = 4;

    private final SerializerFactory factory = new SerializerFactory();

    private Wire() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        Wire wire = new Wire();
        for (String line : Files.readAllLines(Paths.get(args[0]), StandardCharsets.UTF_8)) {
            String[] part = line.split("\t", -1);
            out.println(part[0] + "\t" + wire.answer(part[0], bytes(part[1])));
        }
    }

    private String answer(String type, byte[] stream) {
        try {
            Shape shape = new Parser(type).shape();
            Object expected = sample(shape, "root", 0);
            Hessian2Input in = new Hessian2Input(new ByteArrayInputStream(stream));
            in.setSerializerFactory(factory);
            Object actual = in.readObject(Class.forName(shape.name));
            if (!expected.equals(actual)) {
                return "read " + actual + " instead of " + expected;
            }
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            Hessian2Output out = new Hessian2Output(written);
            out.setSerializerFactory(factory);
            out.writeObject(actual);
            out.flush();
            return "ok\t" + hex(written.toByteArray());
        } catch (Throwable e) {
            return "failed: " + e.toString().replace('\n', ' ');
        }
    }

    /** A value that only depends on the type and the name: every field set, every number and text another. */
    private static Object sample(Shape shape, String name, int depth) throws Exception {
        int length = name.length();
        switch (shape.name) {
            case "long":
            case "java.lang.Long": return 7000000000L + length;
            case "int":
            case "java.lang.Integer": return 70000 + length;
            case "boolean":
            case "java.lang.Boolean": return true;
            case "double":
            case "java.lang.Double": return 1.5 + length;
            case "java.lang.String": return "件-" + name;
            case "java.util.Date": return new Date(1700000000123L + length);
            case "java.lang.Void": return null;
            case "java.util.Map": return new HashMap<String, String>(Collections.singletonMap("k-" + name, "v-" + name));
            case "java.util.List": return list(shape.arguments.get(0), name, depth);
            default: return depth > DEPTH_MAX ? null : object(shape, depth);
        }
    }

    private static List<Object> list(Shape item, String name, int depth) throws Exception {
        List<Object> items = new ArrayList<Object>();
        if (depth <= DEPTH_MAX) {
            items.add(sample(item, name + "0", depth));
            items.add(sample(item, name + "01", depth));
        }
        return items;
    }

    private static Object object(Shape shape, int depth) throws Exception {
        Class<?> type = Class.forName(shape.name);
        Map<String, Shape> bindings = new HashMap<String, Shape>();
        TypeVariable<?>[] parameters = type.getTypeParameters();
        for (int i = 0; i < parameters.length; i++) {
            bindings.put(parameters[i].getName(), shape.arguments.get(i));
        }
        Object value = type.getConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                Shape of = new Parser(field.getGenericType().getTypeName()).shape().bind(bindings);
                field.set(value, sample(of, field.getName(), depth + 1));
            }
        }
        return value;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(String.format("%02x", b));
        }
        return text.toString();
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    /** A type with its arguments. */
    private static final class Shape {
        final String name;
        final List<Shape> arguments = new ArrayList<Shape>();

        Shape(String name) {
            this.name = name;
        }

        Shape bind(Map<String, Shape> bindings) {
            if (bindings.containsKey(name)) {
                return bindings.get(name);
            }
            Shape bound = new Shape(name);
            for (Shape argument : arguments) {
                bound.arguments.add(argument.bind(bindings));
            }
            return bound;
        }
    }

    /** Reads {@code java.util.List<java.lang.String>} and the like. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text.replace(" ", "");
        }

        Shape shape() {
            int start = at;
            while (at < text.length() && "<,>".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            Shape shape = new Shape(text.substring(start, at));
            if (at < text.length() && text.charAt(at) == '<') {
                do {
                    at++;
                    shape.arguments.add(shape());
                } while (text.charAt(at) == ',');
                at++;
            }
            return shape;
        }
    }
}
