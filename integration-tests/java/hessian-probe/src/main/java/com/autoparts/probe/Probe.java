package com.autoparts.probe;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import com.alibaba.com.caucho.hessian.io.Hessian2Output;
import com.alibaba.com.caucho.hessian.io.SerializerFactory;
import com.example.vec.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Date;

/**
 * Reads the values of a file with the hessian-lite on the class path and says of each whether it is what was meant.
 *
 * <p>A line is NAME, HEX, TYPE, TEXT with tabs between: HEX is the stream, TYPE and TEXT say what must be read (see
 * {@link #expected}). An answer line is NAME, {@code ok}, {@code differs} (or {@code java-alone-differs},
 * when the library does not read its own bytes of the value back either) or {@code error}, a detail, and the HEX of
 * the read value as this library writes it.
 */
public final class Probe {
    private final SerializerFactory factory = new SerializerFactory();

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        // The library reports classes and methods it cannot reach on standard output.
        System.setOut(System.err);
        Probe probe = new Probe();
        for (String line : Files.readAllLines(Paths.get(args[0]), StandardCharsets.UTF_8)) {
            String[] part = line.split("\t", -1);
            out.println(part[0] + "\t" + probe.answer(part[1], part[2], part[3]));
        }
    }

    private String answer(String hex, String type, String text) {
        Object actual;
        try {
            Object expected = expected(type, text);
            Class<?> readAs = type.equals("sample") ? Samples.readAs(text) : null;
            actual = read(hex, readAs);
            String difference = Same.difference(expected, actual);
            if (difference != null) {
                String verdict = differsAlone(expected, readAs) ? "java-alone-differs" : "differs";
                return verdict + "\t" + oneLine(difference) + "\t";
            }
        } catch (Throwable e) {
            return "error\t" + oneLine(e.toString()) + "\t";
        }
        try {
            return "ok\t\t" + write(actual);
        } catch (Throwable e) {
            return "ok\t" + oneLine("cannot be written: " + e) + "\t";
        }
    }

    /** Whether the library does not even read its own bytes of the value back equal. */
    private boolean differsAlone(Object expected, Class<?> readAs) {
        try {
            return Same.difference(expected, read(write(expected), readAs)) != null;
        } catch (Exception e) {
            return true;
        }
    }

    /** The value meant: TYPE is {@code sample}, {@code same} (TEXT is another stream) or a scalar's class. */
    private Object expected(String type, String text) throws Exception {
        switch (type) {
            case "null": return null;
            case "Boolean": return Boolean.valueOf(text);
            case "Integer": return Integer.valueOf(text);
            case "Long": return Long.valueOf(text);
            case "Double": return Double.valueOf(text);
            case "String": return new String(bytes(text), StandardCharsets.UTF_16BE);
            case "bytes": return bytes(text);
            case "Date": return new Date(Long.parseLong(text));
            case "BigDecimal": return new BigDecimal(text);
            case "BigInteger": return new BigInteger(text);
            case "sample": return Samples.get(text);
            case "same": return read(text, null);
            default: throw new IllegalArgumentException("unknown type " + type);
        }
    }

    private Object read(String hex, Class<?> as) throws Exception {
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes(hex));
        Hessian2Input in = new Hessian2Input(stream);
        in.setSerializerFactory(factory);
        Object value = as == null ? in.readObject() : in.readObject(as);
        if (!in.isEnd()) throw new IllegalStateException("bytes are left");
        return value;
    }

    private String write(Object value) throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Hessian2Output out = new Hessian2Output(stream);
        out.setSerializerFactory(factory);
        out.writeObject(value);
        out.flush();
        StringBuilder hex = new StringBuilder();
        for (byte b : stream.toByteArray()) hex.append(String.format("%02x", b));
        return hex.toString();
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        return bytes;
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\s]+", " ");
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
