package com.autoparts.stock.ref;

import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.StockReservationService;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * The stock interfaces in Java, to compare answers with: {@code --port PORT --skus A,B --warehouses W}, {@code --nacos
 * HOST:PORT} to register, and {@code --weight N} for another weight than 100, at once and without warm-up. Keeps everything in memory. Prints {@code ready PORT}.
 */
public final class StockProvider {
    private StockProvider() { }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        int port = Integer.parseInt(given.get("--port"));
        Book book = new Book(
            Arrays.asList(given.get("--skus").split(",")), Arrays.asList(given.get("--warehouses").split(",")));
        ApplicationConfig application = new ApplicationConfig("stock-provider-java");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        protocol.setHost("127.0.0.1");
        String nacos = given.get("--nacos");
        RegistryConfig registry = new RegistryConfig(nacos == null ? "N/A" : "nacos://" + nacos);
        registry.setParameters(Collections.singletonMap("nacos.register-compatible", "true"));
        DubboBootstrap.getInstance().application(application);
        if (nacos != null) {
            // The registry is the application's, so that Dubbo makes it its metadata center and writes there which
            // interfaces the application provides.
            DubboBootstrap.getInstance().registry(registry);
        }
        String weight = given.get("--weight");
        export(protocol, registry, weight, StockReservationService.class, new Reservations(book));
        export(protocol, registry, weight, StockChangeService.class, new Changes(book));
        export(protocol, registry, weight, StockQueryService.class, new Queries(book));
        System.out.println("ready " + port);
        new CountDownLatch(1).await();
    }

    private static <T> void export(
        ProtocolConfig protocol, RegistryConfig registry, String weight, Class<T> type, T service) {
        ServiceConfig<T> config = new ServiceConfig<>();
        config.setProtocol(protocol);
        config.setRegistry(registry);
        config.setInterface(type);
        config.setRef(service);
        if (weight != null) {
            config.setWeight(Integer.valueOf(weight));
            config.setWarmup(1);
        }
        config.export();
    }
}
