package com.autoparts.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;

/**
 * The Java side of the consumer benchmark: Dubbo 3.3.6, hessian2, no registry, callers that wait for each reply.
 *
 * <p>{@code --direct HOST:PORT --protocol dubbo|tri --callers N --warm SECONDS --seconds SECONDS}. Prints {@code ready} before the first call and, at
 * the end, {@code calls=… cpu_us=… p50_us=… p99_us=…} of the measured seconds.
 */
public final class EchoConsumer {
    private EchoConsumer() { }

    public static void main(String[] args) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        ApplicationConfig application = new ApplicationConfig("echo-consumer");
        application.setQosEnable(false);
        ReferenceConfig<EchoService> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(EchoService.class);
        reference.setTimeout(10_000);
        reference.setRetries(0);
        reference.setUrl(given.get("--protocol") + "://" + given.get("--direct") + "/" + EchoService.class.getName()
            + "?serialization=hessian2&prefer.serialization=hessian2");
        EchoService echo = reference.get();
        int callers = Integer.parseInt(given.get("--callers"));
        System.out.println("ready");
        run(echo, callers, Long.parseLong(given.get("--warm")));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        long[] nanos = run(echo, callers, Long.parseLong(given.get("--seconds")));
        long used = system.getProcessCpuTime() - before;
        Arrays.sort(nanos);
        System.out.println("calls=" + nanos.length + " cpu_us=" + used / 1000 + " p50_us=" + nanos[nanos.length / 2] / 1000
            + " p99_us=" + nanos[(int) (nanos.length * 0.99)] / 1000);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static long[] run(EchoService echo, int callers, long seconds) throws InterruptedException {
        char[] text = new char[100];
        Arrays.fill(text, 'x');
        String body = new String(text);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<long[]> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                long[] nanos = new long[1 << 12];
                int count = 0;
                while (true) {
                    long started = System.nanoTime();
                    if (started >= until) {
                        break;
                    }
                    if (!body.equals(echo.echo(body))) {
                        throw new IllegalStateException("no echo");
                    }
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, 2 * count);
                    }
                    nanos[count++] = System.nanoTime() - started;
                }
                synchronized (all) {
                    all.add(Arrays.copyOf(nanos, count));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return all.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
