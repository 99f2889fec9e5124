package com.autoparts.reserve;

import org.springframework.context.support.ClassPathXmlApplicationContext;

/**
 * The reservation service.
 *
 * <p>{@code --port PORT --db JDBC-URL --db-user USER --db-password PASSWORD --pool CONNECTIONS --threads N}. Prints {@code ready PORT}. Its tables
 * are the stock center's own: the same columns, keys and indexes, so that a call writes the same rows.
 */
public final class Main {
    private Main() { }

    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i + 1 < args.length; i += 2) {
            System.setProperty("reserve." + args[i].substring(2), args[i + 1]);
        }
        // The console port of Dubbo would be the same for every process of this machine.
        System.setProperty("dubbo.application.qos-enable", "false");
        ClassPathXmlApplicationContext context = new ClassPathXmlApplicationContext("spring.xml");
        context.registerShutdownHook();
        System.out.println("ready " + System.getProperty("reserve.port"));
        System.out.flush();
        Thread.currentThread().join();
    }
}
