package com.autoparts.line;

import com.autoparts.probe.cases.ProbeRun;
import com.autoparts.probe.cases.Report;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.SellableReq;
import com.autoparts.stock.api.StockQueryService;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.SslConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.RpcException;

/**
 * A consumer that calls {@code StockQueryService} as it is told over HTTP, and says how the calls went.
 *
 * <p>{@code --port PORT --nacos HOST:PORT} (or without a registry) {@code --sku CODE --refs ONE,TWO}: a reference for each of {@code default} (nothing is
 * configured), a migration step such as {@code FORCE_APPLICATION}, one of these over a protocol as {@code tri/default} or {@code tri+dubbo/default}, and
 * {@code direct:URL}. {@code --ssl-ca FILE --ssl-cert FILE --ssl-key FILE} have it speak TLS. {@code --balance NAME} and {@code --retries N} hold for all. {@code /calls?ref=0&count=100&threads=4}
 * makes that many calls, {@code /start?ref=0&threads=4} begins to call without end, {@code /stop} ends it; each answers
 * {@code ok N failed N code N first TEXT}.
 */
public final class Caller {
    private final StockQueryService service;
    private final String sku;
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();
    private final AtomicReference<Throwable> first = new AtomicReference<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    private Caller(StockQueryService service, String sku) {
        this.service = service;
        this.sku = sku;
    }

    public static void main(String[] args) throws IOException {
        Map<String, String> given = ProbeRun.options(args);
        ApplicationConfig application = new ApplicationConfig("fleet-caller");
        application.setQosEnable(false);
        // The registry is the application's: Dubbo 3 makes a registry its metadata center, and so finds out which
        // applications provide an interface, only if it is not that of a single reference.
        RegistryConfig registry = new RegistryConfig("nacos://" + given.get("nacos"));
        DubboBootstrap.getInstance().application(application);
        if (given.containsKey("nacos")) {
            DubboBootstrap.getInstance().registry(registry);
        }
        if (given.containsKey("ssl-ca")) {
            // Netty 4.2 checks the host's name, which Dubbo 3.3.6 does not tell it: no certificate could ever be right.
            System.setProperty("io.netty.handler.ssl.defaultEndpointVerificationAlgorithm", "NONE");
            SslConfig ssl = new SslConfig();
            ssl.setClientTrustCertCollectionPath(given.get("ssl-ca"));
            if (given.containsKey("ssl-cert")) {
                ssl.setClientKeyCertChainPath(given.get("ssl-cert"));
                ssl.setClientPrivateKeyPath(given.get("ssl-key"));
            }
            DubboBootstrap.getInstance().ssl(ssl);
        }
        List<Caller> callers = new ArrayList<>();
        for (String ref : given.get("refs").split(",")) {
            callers.add(new Caller(refer(registry, given, ref), given.get("sku")));
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(given.get("port")));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, callers));
        server.start();
        System.out.println("ready " + given.get("port"));
    }

    private static StockQueryService refer(RegistryConfig registry, Map<String, String> given, String ref) {
        ReferenceConfig<StockQueryService> reference = new ReferenceConfig<>();
        reference.setInterface(StockQueryService.class);
        reference.setTimeout(10_000);
        reference.setCheck(false);
        if (given.containsKey("retries")) {
            reference.setRetries(Integer.parseInt(given.get("retries")));
        }
        if (given.containsKey("balance")) {
            reference.setLoadbalance(given.get("balance"));
        }
        if (ref.startsWith("direct:")) {
            reference.setUrl(ref.substring("direct:".length()));
        } else {
            reference.setRegistry(registry);
            int slash = ref.indexOf('/');
            if (slash > 0) {
                reference.setProtocol(ref.substring(0, slash).replace('+', ','));
            }
            String step = ref.substring(slash + 1);
            if (!step.equals("default")) {
                reference.setParameters(Collections.singletonMap("migration.step", step));
            }
        }
        return reference.get();
    }

    private static void answer(HttpExchange exchange, List<Caller> callers) throws IOException {
        Map<String, String> asked = new HashMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String pair : (query == null ? "" : query).split("&")) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        String text;
        try {
            Caller caller = callers.get(Integer.parseInt(asked.getOrDefault("ref", "0")));
            int threads = Integer.parseInt(asked.getOrDefault("threads", "4"));
            text = caller.told(exchange.getRequestURI().getPath(), asked, threads);
        } catch (Exception broken) {
            text = "error " + Report.describe(broken);
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized String told(String path, Map<String, String> asked, int count) throws InterruptedException {
        switch (path) {
            case "/calls":
                begin(count, Long.parseLong(asked.getOrDefault("count", "1")));
                return end();
            case "/start":
                begin(count, Long.MAX_VALUE);
                return "started";
            case "/stop":
                running.set(false);
                return end();
            default:
                return "error no such path " + path;
        }
    }

    private void begin(int count, long calls) {
        good.set(0);
        bad.set(0);
        first.set(null);
        running.set(true);
        AtomicLong left = new AtomicLong(calls);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                while (running.get() && left.getAndDecrement() > 0) {
                    call();
                }
            });
            thread.start();
            threads.add(thread);
        }
    }

    private String end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
        Throwable failure = first.get();
        int code = failure instanceof RpcException ? ((RpcException) failure).getCode() : -1;
        return "ok " + good + " failed " + bad + " code " + code + " first "
            + (failure == null ? "" : Report.describe(failure).replace('\n', ' '));
    }

    private void call() {
        SellableReq request = new SellableReq();
        request.setSkus(new ArrayList<>(Collections.singletonList(sku)));
        try {
            Result<?> result = service.batchSellable(request);
            if (!result.succeeded()) {
                throw new IllegalStateException(result.getCode() + ": " + result.getMessage());
            }
            good.incrementAndGet();
        } catch (Throwable failure) {
            bad.incrementAndGet();
            first.compareAndSet(null, failure);
        }
    }
}
