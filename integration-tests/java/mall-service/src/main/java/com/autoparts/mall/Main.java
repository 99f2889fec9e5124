package com.autoparts.mall;

import com.autoparts.ssm.WebServer;

/** The mall service; see {@link WebServer} for the arguments. */
public final class Main {
    private Main() { }

    public static void main(String[] args) throws Exception {
        WebServer.run(args);
    }
}
