package com.autoparts.probe.cases;

import java.util.Objects;

/** What the cases check with. */
public final class Expect {
    private Expect() { }

    public static void equal(Object wanted, Object seen) {
        if (!Objects.deepEquals(wanted, seen)) {
            throw new AssertionError("wanted " + shown(wanted) + ", saw " + shown(seen));
        }
    }

    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** The failure of {@code call}; a call that does not fail is the error. */
    public static Throwable failure(Report.Check call) {
        try {
            call.run();
        } catch (AssertionError wrong) {
            throw wrong;
        } catch (Throwable failure) {
            return failure;
        }
        throw new AssertionError("the call returned; it had to fail");
    }

    /** A failure of exactly {@code type} whose message contains {@code part}. */
    public static <T extends Throwable> T failure(Class<T> type, String part, Report.Check call) {
        Throwable seen = failure(call);
        if (seen.getClass() != type || seen.getMessage() == null || !seen.getMessage().contains(part)) {
            throw new AssertionError("wanted " + type.getName() + " with \"" + part + "\", saw " + Report.describe(seen));
        }
        return type.cast(seen);
    }

    private static String shown(Object value) {
        String text = value == null ? "null" : value.getClass().getName() + " " + value;
        return text.length() > 200 ? text.substring(0, 200) + "… (" + text.length() + " characters)" : text;
    }
}
