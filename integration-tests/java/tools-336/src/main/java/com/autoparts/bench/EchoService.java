package com.autoparts.bench;

import java.util.List;

/** The smallest calls: what a provider costs per request beside the work itself. */
public interface EchoService {
    String echo(String s);

    /** So many rows. */
    List<Item> list(int count);
}
