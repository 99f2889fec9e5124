package com.autoparts.oracle;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.dubbo.common.utils.JsonUtils;

/**
 * Answers what Dubbo 3.3.6 itself does with rules, weights and keys: one question as a line of JSON on standard input, one answer as a
 * line of JSON on standard output. What is asked stands in {@code integration-tests/tests/it/sdk_oracle}.
 */
public final class Oracle {
    private Oracle() {
    }

    public static void main(String[] args) throws Exception {
        // Rules that cannot be read are part of the questions; each would be a stack trace.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            Object answer;
            try {
                answer = answer(new Question(JsonUtils.toJavaObject(line, Map.class)));
            } catch (Throwable broken) {
                // What upstream throws is an answer, too.
                answer = Collections.singletonMap("thrown", String.valueOf(broken));
            }
            answers.println(JsonUtils.toJson(answer));
        }
    }

    private static Object answer(Question question) throws Exception {
        switch (question.text("op")) {
            case "order":
                return Routing.order();
            case "route":
                return Routing.route(question);
            case "override":
                return Overrides.apply(question);
            case "draw":
                return draw(question);
            default:
                return Balances.answer(question);
        }
    }

    /** The next number that this thread's random numbers give below a bound: what the other side draws after the same seed. */
    private static Object draw(Question question) {
        long bound = question.number("bound");
        boolean isInt = "int".equals(question.text("kind"));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long drawn = isInt ? random.nextInt((int) bound) : random.nextLong(bound);
        return Collections.singletonMap("drawn", drawn);
    }

    /** Lets this thread's random numbers begin at a known place; upstream draws from them. */
    static void seed(long seed) throws ReflectiveOperationException {
        ThreadLocalRandom.current();
        Field field = Thread.class.getDeclaredField("threadLocalRandomSeed");
        field.setAccessible(true);
        field.setLong(Thread.currentThread(), seed);
    }
}
