package com.autoparts.listing;

import org.springframework.context.support.ClassPathXmlApplicationContext;

/**
 * The listing service.
 *
 * <p>{@code --port PORT --db JDBC-URL --db-user USER --db-password PASSWORD --redis HOST:PORT}, {@code --keep-seconds N}: how long a figure stays in Redis;
 * {@code --front-ms N}: how long it stays in this process, too (0: not at all). Prints {@code ready PORT}.
 */
public final class Main {
    private Main() { }

    public static void main(String[] args) throws InterruptedException {
        for (int i = 0; i + 1 < args.length; i += 2) {
            System.setProperty("listing." + args[i].substring(2), args[i + 1]);
        }
        // The console port of Dubbo would be the same for every process of this machine.
        System.setProperty("dubbo.application.qos-enable", "false");
        ClassPathXmlApplicationContext context = new ClassPathXmlApplicationContext("spring.xml");
        context.registerShutdownHook();
        System.out.println("ready " + System.getProperty("listing.port"));
        System.out.flush();
        Thread.currentThread().join();
    }
}
