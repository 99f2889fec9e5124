package com.autoparts.reserve;

import java.util.concurrent.atomic.AtomicLong;

/** Growing numbers: milliseconds and a counter, as snowflake identifiers are made. */
final class Numbers {
    private static final int SHIFT = 22;
    private static final AtomicLong LAST = new AtomicLong();

    private Numbers() { }

    static long next() {
        long floor = System.currentTimeMillis() << SHIFT;
        return LAST.updateAndGet(last -> Math.max(last + 1, floor));
    }
}
