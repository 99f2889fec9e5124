package com.autoparts.streams;

import org.apache.dubbo.common.stream.StreamObserver;

/** Every way a plain Java interface can stream, and a call that does not. */
public interface Numbers {
    /** Counts up to a number; fails behind a negative one. */
    void count(Integer to, StreamObserver<Integer> out);

    /** Doubles each number as it comes. */
    StreamObserver<Integer> twice(StreamObserver<Long> out);

    /** The sum, once all have come. */
    StreamObserver<Integer> sum(StreamObserver<Long> out);

    String plain(String text);
}
