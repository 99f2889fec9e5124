package com.autoparts.streams;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;

/** Streams with a provider of {@link Numbers} at {@code --direct HOST:PORT}; a line per call with everything that came. */
public final class StreamConsumer {
    private StreamConsumer() { }

    public static void main(String[] args) throws InterruptedException {
        ApplicationConfig application = new ApplicationConfig("stream-consumer");
        application.setQosEnable(false);
        ReferenceConfig<Numbers> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(Numbers.class);
        reference.setUrl("tri://" + args[1]);
        reference.setTimeout(30_000);
        Numbers numbers = reference.get();
        Seen<Integer> counted = new Seen<>();
        numbers.count(3, counted);
        System.out.println("count" + counted.all());
        Seen<Integer> failed = new Seen<>();
        numbers.count(-2, failed);
        System.out.println("failed" + failed.all());
        Seen<Integer> many = new Seen<>();
        numbers.count(5_000, many);
        String all = many.all();
        System.out.println("many " + (all.split(" ").length - 2) + all.substring(all.lastIndexOf(' ')));
        // Turn by turn: each answer is seen before the next number goes.
        Seen<Long> doubled = new Seen<>();
        StreamObserver<Integer> twice = numbers.twice(doubled);
        StringBuilder turns = new StringBuilder("twice");
        for (int number = 1; number <= 3; number++) {
            twice.onNext(number);
            turns.append(' ').append(doubled.next());
        }
        twice.onCompleted();
        System.out.println(turns + doubled.all());
        Seen<Long> summed = new Seen<>();
        StreamObserver<Integer> sum = numbers.sum(summed);
        for (int number = 1; number <= 1_000; number++) {
            sum.onNext(number);
        }
        sum.onCompleted();
        System.out.println("sum" + summed.all());
        System.out.println(numbers.plain("text"));
        System.exit(0);
    }

    /** What came, in order; "completed" or the error is the last of it. */
    private static final class Seen<T> implements StreamObserver<T> {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        @Override
        public void onNext(T value) {
            seen.add(String.valueOf(value));
        }

        @Override
        public void onError(Throwable error) {
            seen.add("error:" + String.valueOf(error.getMessage()).replace(' ', '_'));
        }

        @Override
        public void onCompleted() {
            seen.add("completed");
        }

        String next() throws InterruptedException {
            String next = seen.poll(30, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        }

        String all() throws InterruptedException {
            StringBuilder all = new StringBuilder();
            String next;
            do {
                next = next();
                all.append(' ').append(next);
            } while (!next.equals("completed") && !next.equals("nothing") && !next.startsWith("error:"));
            return all.toString();
        }
    }
}
