package com.autoparts.load;

import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.StockReservationService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;

/**
 * Reserves one unit per order from many threads, while its providers are killed: an order whose answer is lost is sent again
 * under its own number until it is answered.
 *
 * <p>{@code --direct HOST:PORT[,HOST:PORT]} or {@code --nacos HOST:PORT}; {@code --sku CODE --warehouse CODE --seconds S --threads N
 * --file PATH}: new orders for that long. Every acknowledged reservation is appended to the file and forced to disk before the next order: order
 * number, reservation number and quantity, separated by tabs. Prints {@code ready} before the first order and {@code done
 * started=… acknowledged=… refused=… resent=… unanswered=…} at the end; the exit code is 0 when every order was answered.
 */
public final class LoadClient {
    /** One order may be sent this often: five minutes of outage, since 3.3.6 takes its time to trust a provider again. */
    private static final int MOST_SENDS = 3000;
    private static final long PAUSE_MILLIS = 100;
    private static final int TIMEOUT_MILLIS = 3000;

    private final StockReservationService reservations;
    private final String sku;
    private final String warehouse;
    private final Ledger acknowledged;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    private LoadClient(StockReservationService reservations, String sku, String warehouse, Ledger acknowledged) {
        this.reservations = reservations;
        this.sku = sku;
        this.warehouse = warehouse;
        this.acknowledged = acknowledged;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        Ledger acknowledged = new Ledger(given.get("--file"));
        LoadClient client = new LoadClient(refer(given), given.get("--sku"), given.get("--warehouse"), acknowledged);
        System.out.println("ready");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(given.get("--seconds")));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(given.get("--threads")); i++) {
            Thread thread = new Thread(() -> client.orders(until), "buyer-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("done started=" + client.started + " acknowledged=" + acknowledged.size() + " refused=" + client.refused
            + " resent=" + client.resent + " unanswered=" + client.unanswered);
        System.out.flush();
        Runtime.getRuntime().halt(client.unanswered.get() == 0 ? 0 : 1);
    }

    private static StockReservationService refer(Map<String, String> given) {
        ApplicationConfig application = new ApplicationConfig("load-client");
        application.setQosEnable(false);
        ReferenceConfig<StockReservationService> reference = new ReferenceConfig<>();
        reference.setApplication(application);
        reference.setInterface(StockReservationService.class);
        reference.setTimeout(TIMEOUT_MILLIS);
        // The next provider is tried by Dubbo; the loop below resends what all of them failed.
        reference.setRetries(1);
        reference.setCheck(false);
        if (given.containsKey("--nacos")) {
            reference.setRegistry(new RegistryConfig("nacos://" + given.get("--nacos")));
        } else {
            StringBuilder urls = new StringBuilder();
            for (String address : given.get("--direct").split(",")) {
                urls.append(urls.length() == 0 ? "" : ";").append("dubbo://").append(address);
            }
            reference.setUrl(urls.toString());
        }
        return reference.get();
    }

    private void orders(long until) {
        while (System.nanoTime() < until) {
            String orderNo = "load-" + run + "-" + started.getAndIncrement();
            if (!order(orderNo)) {
                unanswered.incrementAndGet();
                System.err.println("no answer for " + orderNo);
            }
        }
    }

    /** False when nobody answered. */
    private boolean order(String orderNo) {
        for (int sends = 0; sends < MOST_SENDS; sends++) {
            if (sends > 0) {
                resent.incrementAndGet();
                pause();
            }
            Result<Reservation> answer;
            try {
                answer = reservations.preOccupy(request(orderNo));
            } catch (RuntimeException lost) {
                continue;
            }
            if (answer.succeeded()) {
                acknowledged.append(orderNo + "\t" + answer.getData().getReservationNo() + "\t1");
                return true;
            }
            if (!answer.isRetryable()) {
                refused.incrementAndGet();
                System.err.println(orderNo + " refused: " + answer.getCode() + " " + answer.getMessage());
                return true;
            }
        }
        return false;
    }

    private PreOccupyReq request(String orderNo) {
        OpContext context = new OpContext();
        context.setSourceSystem("load");
        context.setBizNo(orderNo);
        OccupyLine line = new OccupyLine();
        line.setSku(sku);
        line.setWarehouse(warehouse);
        line.setQuantity(1);
        PreOccupyReq request = new PreOccupyReq();
        request.setContext(context);
        request.setOrderNo(orderNo);
        request.setTtlSeconds(3600);
        request.setLines(new ArrayList<>(Collections.singletonList(line)));
        return request;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
