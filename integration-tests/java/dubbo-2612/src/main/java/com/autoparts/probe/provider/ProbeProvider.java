package com.autoparts.probe.provider;

import com.alibaba.dubbo.config.ApplicationConfig;
import com.alibaba.dubbo.config.ProtocolConfig;
import com.alibaba.dubbo.config.RegistryConfig;
import com.alibaba.dubbo.config.ServiceConfig;
import com.autoparts.probe.ProbeService;
import com.autoparts.probe.cases.ProbeRun;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A provider of the probe on com.alibaba.dubbo.
 *
 * <p>{@code --port PORT}, and {@code --nacos HOST:PORT} to register (without it: direct calls only). Prints
 * {@code ready PORT} when it serves, and stays until it is killed.
 */
public final class ProbeProvider {
    private ProbeProvider() { }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> given = ProbeRun.options(args);
        int port = Integer.parseInt(given.get("port"));
        ApplicationConfig application = new ApplicationConfig("probe-provider");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        protocol.setHost("127.0.0.1");
        RegistryConfig registry = new RegistryConfig(given.containsKey("nacos") ? "nacos://" + given.get("nacos") : "N/A");
        ProbeService probe = new ProbeServiceImpl();
        export(application, protocol, registry, probe, null, null);
        export(application, protocol, registry, probe, "probe-group", "1.2.3");
        System.out.println("ready " + port);
        new CountDownLatch(1).await();
    }

    private static void export(ApplicationConfig application, ProtocolConfig protocol, RegistryConfig registry,
        ProbeService probe, String group, String version) {
        ServiceConfig<ProbeService> service = new ServiceConfig<>();
        service.setApplication(application);
        service.setProtocol(protocol);
        service.setRegistry(registry);
        service.setInterface(ProbeService.class);
        service.setRef(probe);
        service.setGroup(group);
        service.setVersion(version);
        service.export();
    }
}
