package com.autoparts.messages;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import org.apache.dubbo.common.stream.StreamObserver;

/** Calls whose arguments and results are protobuf messages, as an IDL's compiler declares them. */
public interface Greetings {
    /** One each way; an empty name is refused. */
    StringValue greet(StringValue name);

    /** Counts up to a number. */
    void count(Int32Value to, StreamObserver<Int32Value> out);

    /** The sum, once all have come. */
    StreamObserver<Int32Value> sum(StreamObserver<Int32Value> out);

    /** Greets each as it comes. */
    StreamObserver<StringValue> talk(StreamObserver<StringValue> out);
}
