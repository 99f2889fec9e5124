package com.autoparts.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/**
 * The Java side of the echo benchmark: Dubbo 3.3.6, {@code dubbo://}, hessian2, no registry.
 *
 * <p>{@code --port PORT}; {@code --protocol dubbo|tri}; {@code --dispatcher all|direct} ({@code direct} answers on the I/O thread and is the cheaper
 * one for work that does not block), {@code --threads N}, {@code --iothreads N}. Prints {@code ready PORT}.
 */
public final class EchoProvider {
    private EchoProvider() { }

    private static final class Parrot implements EchoService {
        @Override
        public String echo(String s) {
            return s;
        }

        @Override
        public List<Item> list(int count) {
            List<Item> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(Item.of(i));
            }
            return items;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        int port = Integer.parseInt(given.get("--port"));
        ApplicationConfig application = new ApplicationConfig("echo-provider");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig(given.getOrDefault("--protocol", "dubbo"), port);
        protocol.setHost("127.0.0.1");
        protocol.setSerialization("hessian2");
        protocol.setDispatcher(given.getOrDefault("--dispatcher", "all"));
        protocol.setThreadpool("fixed");
        protocol.setThreads(Integer.parseInt(given.getOrDefault("--threads", "200")));
        if (given.containsKey("--iothreads")) {
            protocol.setIothreads(Integer.parseInt(given.get("--iothreads")));
        }
        ServiceConfig<EchoService> service = new ServiceConfig<>();
        service.setApplication(application);
        service.setProtocol(protocol);
        service.setRegistry(new RegistryConfig("N/A"));
        service.setInterface(EchoService.class);
        service.setRef(new Parrot());
        service.export();
        System.out.println("ready " + port);
        new CountDownLatch(1).await();
    }
}
