package com.autoparts.streams;

import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/** A Java provider of {@link Numbers} over Triple: {@code --port PORT}. Prints {@code ready PORT}. */
public final class StreamProvider {
    private StreamProvider() { }

    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[1]);
        ApplicationConfig application = new ApplicationConfig("stream-provider");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig("tri", port);
        protocol.setHost("127.0.0.1");
        ServiceConfig<Numbers> service = new ServiceConfig<>();
        service.setApplication(application);
        service.setProtocol(protocol);
        service.setRegistry(new RegistryConfig("N/A"));
        service.setInterface(Numbers.class);
        service.setRef(new Fast());
        service.export();
        System.out.println("ready " + port);
        new CountDownLatch(1).await();
    }

    private static final class Fast implements Numbers {
        @Override
        public void count(Integer to, StreamObserver<Integer> out) {
            for (int number = 1; number <= Math.abs(to); number++) {
                out.onNext(number);
            }
            if (to < 0) {
                out.onError(new IllegalStateException("negative"));
            } else {
                out.onCompleted();
            }
        }

        @Override
        public StreamObserver<Integer> twice(StreamObserver<Long> out) {
            return new Each(out) {
                @Override
                public void onNext(Integer number) {
                    out.onNext(number * 2L);
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }

        @Override
        public StreamObserver<Integer> sum(StreamObserver<Long> out) {
            return new Each(out) {
                private long sum;

                @Override
                public void onNext(Integer number) {
                    sum += number;
                }

                @Override
                public void onCompleted() {
                    out.onNext(sum);
                    out.onCompleted();
                }
            };
        }

        @Override
        public String plain(String text) {
            return "plain " + text;
        }
    }

    private abstract static class Each implements StreamObserver<Integer> {
        private final StreamObserver<Long> out;

        Each(StreamObserver<Long> out) {
            this.out = out;
        }

        @Override
        public void onError(Throwable error) {
            out.onError(error);
        }
    }
}
