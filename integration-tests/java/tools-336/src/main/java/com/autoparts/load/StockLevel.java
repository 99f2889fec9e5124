package com.autoparts.load;

import com.autoparts.stock.api.BucketQuery;
import com.autoparts.stock.api.BucketView;
import com.autoparts.stock.api.FreezeReason;
import com.autoparts.stock.api.FreezeReq;
import com.autoparts.stock.api.InboundReq;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockLine;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.Voucher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;

/**
 * Brings the free stock of a part to a known figure, by a receipt or by freezing: {@code --direct HOST:PORT --sku CODE --warehouse
 * CODE --available QUANTITY}. Prints {@code level QUANTITY} when it is so; else the exit code is 1.
 */
public final class StockLevel {
    private StockLevel() { }

    public static void main(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        ApplicationConfig application = new ApplicationConfig("stock-level");
        application.setQosEnable(false);
        StockQueryService queries = refer(application, StockQueryService.class, given.get("--direct"));
        StockChangeService changes = refer(application, StockChangeService.class, given.get("--direct"));
        String sku = given.get("--sku");
        String warehouse = given.get("--warehouse");
        long wanted = Long.parseLong(given.get("--available"));

        long missing = wanted - available(queries, sku, warehouse);
        if (missing > 0) {
            InboundReq request = new InboundReq();
            request.setContext(context());
            request.setWarehouse(warehouse);
            request.setLines(line(sku, missing));
            expectOk(changes.purchaseIn(request));
        } else if (missing < 0) {
            FreezeReq request = new FreezeReq();
            request.setContext(context());
            request.setWarehouse(warehouse);
            request.setReason(FreezeReason.OPERATION);
            request.setLines(line(sku, -missing));
            expectOk(changes.freeze(request));
        }
        long now = available(queries, sku, warehouse);
        System.out.println("level " + now);
        System.out.flush();
        Runtime.getRuntime().halt(now == wanted ? 0 : 1);
    }

    private static <T> T refer(ApplicationConfig application, Class<T> type, String address) {
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(type);
        reference.setTimeout(10_000);
        reference.setRetries(0);
        reference.setUrl("dubbo://" + address);
        return reference.get();
    }

    private static OpContext context() {
        OpContext context = new OpContext();
        context.setSourceSystem("stock-level");
        context.setBizNo("level-" + UUID.randomUUID());
        return context;
    }

    private static List<StockLine> line(String sku, long quantity) {
        StockLine line = new StockLine();
        line.setSku(sku);
        line.setQuantity(quantity);
        return new ArrayList<>(Collections.singletonList(line));
    }

    private static long available(StockQueryService queries, String sku, String warehouse) {
        BucketQuery query = new BucketQuery();
        query.setSkus(new ArrayList<>(Collections.singletonList(sku)));
        query.setWarehouses(new ArrayList<>(Collections.singletonList(warehouse)));
        long sum = 0;
        for (BucketView row : expectOk(queries.buckets(query))) {
            sum += row.getAvailable();
        }
        return sum;
    }

    private static <T> T expectOk(Result<T> answer) {
        if (!answer.succeeded()) {
            throw new IllegalStateException(String.valueOf(answer));
        }
        return answer.getData();
    }
}
