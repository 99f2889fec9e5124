package com.autoparts.probe.cases;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Writes one JSON line per case, to a file or to standard output; whatever else prints goes to standard error then. */
public final class Report {
    private static final int DETAIL_LIMIT = 4000;
    private final String dubbo;
    private final PrintStream out;
    private int failed;

    /** A report into {@code file}; null means standard output. */
    public Report(String dubbo, String file) {
        this.dubbo = dubbo;
        try {
            OutputStream to = file == null ? System.out : new FileOutputStream(file);
            this.out = new PrintStream(to, true, "UTF-8");
        } catch (IOException broken) {
            throw new IllegalArgumentException("cannot write " + file, broken);
        }
        System.setOut(System.err);
    }

    /** A case and how it went. {@code na} says that this line cannot do it at all, whoever the provider is. */
    public synchronized void line(String name, boolean ok, boolean na, String detail, long millis) {
        if (!ok) {
            failed++;
        }
        out.println("{\"dubbo\":" + quote(dubbo) + ",\"case\":" + quote(name) + ",\"ok\":" + ok + ",\"na\":" + na
            + ",\"detail\":" + quote(detail) + ",\"ms\":" + millis + "}");
    }

    /** Runs one case. */
    public void run(String name, Check check) {
        long start = System.nanoTime();
        boolean ok = false;
        boolean na = false;
        String detail = "";
        try {
            check.run();
            ok = true;
        } catch (NotApplicable why) {
            ok = true;
            na = true;
            detail = why.getMessage();
        } catch (Throwable broken) {
            detail = describe(broken);
        }
        line(name, ok, na, detail, (System.nanoTime() - start) / 1_000_000);
    }

    public int failed() {
        return failed;
    }

    /** Class, message, place and the first causes of a failure, short enough for a table. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 3; depth++) {
            text.append(depth == 0 ? "" : " <- ").append(next.getClass().getName()).append(": ").append(next.getMessage());
            if (next.getStackTrace() != null && next.getStackTrace().length > 0) {
                text.append(" (").append(next.getStackTrace()[0]).append(')');
            }
            next = next.getCause() == next ? null : next.getCause();
        }
        return text.length() > DETAIL_LIMIT ? text.substring(0, DETAIL_LIMIT) + "..." : text.toString();
    }

    public static String quote(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** A case's body: returns when all is well. */
    public interface Check {
        void run() throws Throwable;
    }

    /** Thrown by a case that this line cannot run. */
    public static final class NotApplicable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotApplicable(String why) {
            super(why);
        }
    }
}
