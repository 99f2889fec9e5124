package com.autoparts.ssm;

import java.io.File;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.XmlWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Runs an SSM web application in a Tomcat of its own: root context {@code spring-root.xml}, dispatcher {@code spring-mvc.xml}.
 *
 * <p>{@code --port PORT --db JDBC-URL --db-user USER --db-password PASSWORD}, and {@code --nacos HOST:PORT} or {@code --direct
 * HOST:PORT} for the stock center. Prints {@code ready PORT}.
 */
public final class WebServer {
    private WebServer() { }

    public static void run(String[] args) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        boolean direct = given.containsKey("--direct");
        System.setProperty("stock.registry", direct ? "N/A" : "nacos://" + given.get("--nacos"));
        System.setProperty("stock.url", direct ? "dubbo://" + given.get("--direct") : "");
        System.setProperty("db.url", given.get("--db"));
        System.setProperty("db.user", given.getOrDefault("--db-user", "sa"));
        System.setProperty("db.password", given.getOrDefault("--db-password", ""));
        // The console port of Dubbo would be the same for every process of this machine.
        System.setProperty("dubbo.application.qos.enable", "false");
        System.setProperty("dubbo.application.qos-enable", "false");
        serve(Integer.parseInt(given.get("--port")));
        System.out.println("ready " + given.get("--port"));
    }

    private static void serve(int port) throws Exception {
        File base = Files.createTempDirectory("tomcat").toFile();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.getPath());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context web = tomcat.addContext("", base.getPath());

        XmlWebApplicationContext root = new XmlWebApplicationContext();
        root.setConfigLocation("classpath:spring-root.xml");
        ((StandardContext) web).addApplicationLifecycleListener(new ContextLoaderListener(root));

        XmlWebApplicationContext mvc = new XmlWebApplicationContext();
        mvc.setConfigLocation("classpath:spring-mvc.xml");
        Wrapper servlet = Tomcat.addServlet(web, "mvc", new DispatcherServlet(mvc));
        servlet.setLoadOnStartup(1);
        web.addServletMappingDecoded("/", "mvc");
        tomcat.start();
        if (!web.getState().isAvailable()) {
            throw new LifecycleException("the web application did not start; see the log above");
        }
    }
}
