package com.autoparts.bench;

/** The smallest call: what a provider costs per request beside the work itself. */
public interface EchoService {
    String echo(String s);
}
