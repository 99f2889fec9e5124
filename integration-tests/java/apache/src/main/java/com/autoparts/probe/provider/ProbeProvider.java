package com.autoparts.probe.provider;

import com.autoparts.probe.ProbeService;
import com.autoparts.probe.cases.ProbeRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.SslConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * A Java provider of the probe.
 *
 * <p>{@code --port PORT}, and {@code --nacos HOST:PORT} to register (without it: direct calls only);
 * {@code --protocol tri} for Triple; {@code --application true} registers the application as well (Dubbo 3). {@code --ssl-cert FILE --ssl-key FILE}
 * have it speak TLS, and {@code --ssl-ca FILE} ask callers for certificates. Prints
 * {@code ready PORT} when it serves, and stays until it is killed.
 */
public final class ProbeProvider {
    private ProbeProvider() { }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> given = ProbeRun.options(args);
        ApplicationConfig application = new ApplicationConfig("probe-provider");
        application.setQosEnable(false);
        ProtocolConfig protocol =
            new ProtocolConfig(given.getOrDefault("protocol", "dubbo"), Integer.parseInt(given.get("port")));
        protocol.setHost("127.0.0.1");
        if (given.containsKey("ssl-cert")) {
            SslConfig ssl = new SslConfig();
            ssl.setServerKeyCertChainPath(given.get("ssl-cert"));
            ssl.setServerPrivateKeyPath(given.get("ssl-key"));
            ssl.setServerTrustCertCollectionPath(given.get("ssl-ca"));
            DubboBootstrap.getInstance().ssl(ssl);
            protocol.setSslEnabled(true);
        }
        RegistryConfig registry = new RegistryConfig(given.containsKey("nacos") ? "nacos://" + given.get("nacos") : "N/A");
        // Callers of 2.6 know the legacy service name only.
        registry.setParameters(Collections.singletonMap("nacos.register-compatible", "true"));
        ProbeServiceImpl probe = new ProbeServiceImpl();
        List<ServiceConfig<ProbeService>> services = new ArrayList<>();
        services.add(service(probe, null, null));
        services.add(service(probe, "probe-group", "1.2.3"));
        if (given.containsKey("application")) {
            // The application's registry is a metadata center, too: it says which application provides the interface.
            DubboBootstrap bootstrap = DubboBootstrap.getInstance();
            bootstrap.application(application).registry(registry).protocol(protocol);
            services.forEach(bootstrap::service);
            bootstrap.start();
        } else {
            for (ServiceConfig<ProbeService> service : services) {
                service.setApplication(application);
                service.setProtocol(protocol);
                service.setRegistry(registry);
                service.export();
            }
        }
        System.out.println("ready " + given.get("port"));
        new CountDownLatch(1).await();
    }

    private static ServiceConfig<ProbeService> service(ProbeService probe, String group, String version) {
        ServiceConfig<ProbeService> service = new ServiceConfig<>();
        service.setInterface(ProbeService.class);
        service.setRef(probe);
        service.setGroup(group);
        service.setVersion(version);
        return service;
    }
}
