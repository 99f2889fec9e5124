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
    /** {@code dubbo} or {@code tri}. */
    public final String protocol;
    /** The migration step of Dubbo 3, which makes the registry the application's; or null. */
    public final String step;

    private Target(String direct, String nacos, String group, String version, int timeoutMillis, int payload,
        String protocol, String step) {
        this.direct = direct;
        this.nacos = nacos;
        this.group = group;
        this.version = version;
        this.timeoutMillis = timeoutMillis;
        this.payload = payload;
        this.protocol = protocol;
        this.step = step;
    }

    public static Target direct(String address) {
        return new Target(address, null, null, null, 10_000, 0, "dubbo", null);
    }

    public static Target nacos(String address) {
        return new Target(null, address, null, null, 10_000, 0, "dubbo", null);
    }

    public Target withService(String otherGroup, String otherVersion) {
        return new Target(direct, nacos, otherGroup, otherVersion, timeoutMillis, payload, protocol, step);
    }

    public Target withTimeout(int millis) {
        return new Target(direct, nacos, group, version, millis, payload, protocol, step);
    }

    public Target withPayload(int bytes) {
        return new Target(direct, nacos, group, version, timeoutMillis, bytes, protocol, step);
    }

    public Target withProtocol(String other) {
        return new Target(direct, nacos, group, version, timeoutMillis, payload, other, step);
    }

    public Target withStep(String other) {
        return new Target(direct, nacos, group, version, timeoutMillis, payload, protocol, other);
    }

    /** Whether calls go over Triple. */
    public boolean triple() {
        return protocol.equals("tri");
    }

    /** The address of {@code path}, for a direct call. */
    public String url(String path) {
        return protocol + "://" + direct + "/" + path + (payload > 0 ? "?payload=" + payload : "");
    }
}
