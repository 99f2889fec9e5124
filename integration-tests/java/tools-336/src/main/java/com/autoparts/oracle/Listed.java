package com.autoparts.oracle;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/** A provider that is listed and never called. */
final class Listed implements Invoker<Object> {
    private final URL url;

    Listed(URL url) {
        this.url = url;
    }

    @Override
    public Class<Object> getInterface() {
        return Object.class;
    }

    @Override
    public Result invoke(Invocation invocation) {
        throw new UnsupportedOperationException("nothing is called here");
    }

    @Override
    public URL getUrl() {
        return url;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public void destroy() {
        // Nothing was opened.
    }
}
