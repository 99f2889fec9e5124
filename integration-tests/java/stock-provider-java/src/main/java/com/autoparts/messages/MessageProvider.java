package com.autoparts.messages;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/** A Java provider of {@link Greetings} over Triple: {@code --port PORT}. Prints {@code ready PORT}. */
public final class MessageProvider {
    private MessageProvider() { }

    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[1]);
        ApplicationConfig application = new ApplicationConfig("message-provider");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig("tri", port);
        protocol.setHost("127.0.0.1");
        ServiceConfig<Greetings> service = new ServiceConfig<>();
        service.setApplication(application);
        service.setProtocol(protocol);
        service.setRegistry(new RegistryConfig("N/A"));
        service.setInterface(Greetings.class);
        service.setRef(new Polite());
        service.export();
        System.out.println("ready " + port);
        new CountDownLatch(1).await();
    }

    private static StringValue text(String text) {
        return StringValue.of(text);
    }

    private static final class Polite implements Greetings {
        @Override
        public StringValue greet(StringValue name) {
            if (name.getValue().isEmpty()) {
                throw new IllegalArgumentException("the name is empty");
            }
            return text("hello " + name.getValue());
        }

        @Override
        public void count(Int32Value to, StreamObserver<Int32Value> out) {
            for (int number = 1; number <= to.getValue(); number++) {
                out.onNext(Int32Value.of(number));
            }
            out.onCompleted();
        }

        @Override
        public StreamObserver<Int32Value> sum(StreamObserver<Int32Value> out) {
            return new Each<Int32Value>(out) {
                private int sum;

                @Override
                public void onNext(Int32Value number) {
                    sum += number.getValue();
                }

                @Override
                public void onCompleted() {
                    out.onNext(Int32Value.of(sum));
                    out.onCompleted();
                }
            };
        }

        @Override
        public StreamObserver<StringValue> talk(StreamObserver<StringValue> out) {
            return new Each<StringValue>(out) {
                @Override
                public void onNext(StringValue name) {
                    out.onNext(text("hello " + name.getValue()));
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }

    private abstract static class Each<T> implements StreamObserver<T> {
        private final StreamObserver<?> out;

        Each(StreamObserver<?> out) {
            this.out = out;
        }

        @Override
        public void onError(Throwable error) {
            out.onError(error);
        }
    }
}
