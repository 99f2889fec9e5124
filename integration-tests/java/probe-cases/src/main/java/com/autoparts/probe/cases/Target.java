package com.autoparts.probe.cases;

/** Where a reference finds its provider, and how it calls it. Immutable; each {@code with…} gives a copy. */
public final class Target {
    /** {@code host:port} of one provider, or null when a registry is asked. */
    public final String direct;
    /** {@code host:port} of Nacos, or null when the call is direct. */
    public final String nacos;
    public final String group;
    public final String version;
    public final int timeoutMillis;
    /** Largest body the consumer itself allows. */
    public final int payload;

    private Target(String direct, String nacos, String group, String version, int timeoutMillis, int payload) {
        this.direct = direct;
        this.nacos = nacos;
        this.group = group;
        this.version = version;
        this.timeoutMillis = timeoutMillis;
        this.payload = payload;
    }

    public static Target direct(String address) {
        return new Target(address, null, null, null, 10_000, 0);
    }

    public static Target nacos(String address) {
        return new Target(null, address, null, null, 10_000, 0);
    }

    public Target withService(String otherGroup, String otherVersion) {
        return new Target(direct, nacos, otherGroup, otherVersion, timeoutMillis, payload);
    }

    public Target withTimeout(int millis) {
        return new Target(direct, nacos, group, version, millis, payload);
    }

    public Target withPayload(int bytes) {
        return new Target(direct, nacos, group, version, timeoutMillis, bytes);
    }

    /** A {@code dubbo://} address of {@code path}, for a direct call. */
    public String url(String path) {
        return "dubbo://" + direct + "/" + path + (payload > 0 ? "?payload=" + payload : "");
    }
}
