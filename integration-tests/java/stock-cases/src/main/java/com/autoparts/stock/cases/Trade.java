package com.autoparts.stock.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.that;
import static com.autoparts.stock.cases.Stock.code;
import static com.autoparts.stock.cases.Stock.ok;

import com.autoparts.stock.api.ApproveReq;
import com.autoparts.stock.api.BucketQuery;
import com.autoparts.stock.api.BucketView;
import com.autoparts.stock.api.CancelReq;
import com.autoparts.stock.api.ConfirmReq;
import com.autoparts.stock.api.DeliveryLine;
import com.autoparts.stock.api.DeliveryReq;
import com.autoparts.stock.api.Diff;
import com.autoparts.stock.api.DiffQuery;
import com.autoparts.stock.api.FoCancelReq;
import com.autoparts.stock.api.FulfillmentOrder;
import com.autoparts.stock.api.InboundReq;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.Parcel;
import com.autoparts.stock.api.PickLine;
import com.autoparts.stock.api.PickReq;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.ReconRunReq;
import com.autoparts.stock.api.RepairAction;
import com.autoparts.stock.api.RepairReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.RunProgress;
import com.autoparts.stock.api.RunQuery;
import com.autoparts.stock.api.RunState;
import com.autoparts.stock.api.ShipLine;
import com.autoparts.stock.api.ShipReq;
import com.autoparts.stock.api.StockLine;
import com.autoparts.stock.api.TransferReq;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A mall of its own for one case: a tenant whose stock nobody else moves, and what its order service, warehouse, carrier and finance ask. */
final class Trade {
    /** Where the goods are. */
    static final String SITE = "WH-GZ";
    /** The next site that serves the same area. */
    static final String NEXT_SITE = "WH-SZ";
    static final String AREA = "440111";
    private static final long RUN_MILLIS = 30_000;

    final TradeCaller caller;
    private final String clock;
    final String sku;
    final String other;
    final String tenant = "T-" + UUID.randomUUID().toString().substring(0, 18);
    private int keys;

    Trade(TradeCaller caller, String clock, String sku, String other) {
        this.caller = caller;
        this.clock = clock;
        this.sku = sku;
        this.other = other;
    }

    OpContext context(String operator) {
        keys++;
        return context("K" + keys, operator);
    }

    OpContext context(String bizNo, String operator) {
        OpContext context = new OpContext();
        context.setTenant(tenant);
        context.setSourceSystem("java");
        context.setBizNo(bizNo);
        context.setOperator(operator);
        return context;
    }

    static StockLine goods(String part, long quantity) {
        StockLine line = new StockLine();
        line.setSku(part);
        line.setQuantity(quantity);
        return line;
    }

    static <T> List<T> one(T item) {
        return new ArrayList<>(Collections.singletonList(item));
    }

    void receive(String site, String part, long quantity) {
        InboundReq request = new InboundReq();
        request.setContext(context("clerk"));
        request.setWarehouse(site);
        request.setLines(one(goods(part, quantity)));
        ok(caller.changes().purchaseIn(request));
    }

    /** An order of {@code quantity} from {@link #SITE}. */
    PreOccupyReq order(String orderNo, long quantity) {
        OccupyLine line = new OccupyLine();
        line.setSku(sku);
        line.setQuantity(quantity);
        line.setWarehouse(SITE);
        PreOccupyReq request = new PreOccupyReq();
        request.setContext(context(orderNo, "buyer"));
        request.setOrderNo(orderNo);
        request.setAreaCode(AREA);
        request.setLines(one(line));
        return request;
    }

    Result<Reservation> pay(String orderNo) {
        ConfirmReq request = new ConfirmReq();
        request.setContext(context("PAY-" + orderNo, "buyer"));
        request.setOrderNo(orderNo);
        request.setPayNo("PAY-" + orderNo);
        return caller.reservations().confirm(request);
    }

    Result<Reservation> giveUp(String orderNo) {
        CancelReq request = new CancelReq();
        request.setContext(context("C-" + orderNo, "buyer"));
        request.setOrderNo(orderNo);
        return caller.reservations().cancel(request);
    }

    /** Eight received, an order of five of them paid; the number of its fulfilment order. */
    String fivePaid() {
        receive(SITE, sku, 8);
        ok(caller.reservations().preOccupy(order("O1", 5)));
        Reservation paid = ok(pay("O1"));
        equal(1, paid.getFulfillmentNos().size());
        stands("available=3 allocated=5");
        return paid.getFulfillmentNos().get(0);
    }

    /** Five paid, shipped in one parcel and signed for. */
    String fiveSigned() {
        String fo = fivePaid();
        ok(ship(fo, "P1", 5));
        ok(deliver(fo, "P1", "SIGNED", 5));
        return fo;
    }

    Result<FulfillmentOrder> pick(String fo, long picked, long missing, String why, boolean packed) {
        List<PickLine> lines = new ArrayList<>();
        if (picked > 0) {
            PickLine line = new PickLine();
            line.setLineNo(1);
            line.setPicked(picked);
            lines.add(line);
        }
        if (missing > 0) {
            PickLine line = new PickLine();
            line.setLineNo(1);
            line.setShortQuantity(missing);
            line.setShortReason(why);
            lines.add(line);
        }
        PickReq request = new PickReq();
        request.setContext(context("picker"));
        request.setFoNo(fo);
        request.setLines(lines);
        request.setPacked(packed);
        return caller.fulfillment().reportPick(request);
    }

    ShipReq parcel(OpContext context, String fo, String parcelNo, long quantity) {
        ShipLine line = new ShipLine();
        line.setLineNo(1);
        line.setQuantity(quantity);
        ShipReq request = new ShipReq();
        request.setContext(context);
        request.setFoNo(fo);
        request.setParcelNo(parcelNo);
        request.setLines(one(line));
        return request;
    }

    Result<FulfillmentOrder> ship(String fo, String parcelNo, long quantity) {
        return caller.fulfillment().reportShip(parcel(context("packer"), fo, parcelNo, quantity));
    }

    Result<FulfillmentOrder> deliver(String fo, String parcelNo, Object... results) {
        List<DeliveryLine> lines = new ArrayList<>();
        for (int at = 0; at < results.length; at += 2) {
            DeliveryLine line = new DeliveryLine();
            line.setLineNo(1);
            line.setResult((String) results[at]);
            line.setQuantity(((Integer) results[at + 1]).longValue());
            lines.add(line);
        }
        DeliveryReq request = new DeliveryReq();
        request.setContext(context("carrier"));
        request.setFoNo(fo);
        request.setParcelNo(parcelNo);
        request.setLines(lines);
        return caller.fulfillment().reportDelivery(request);
    }

    /** {@code stopped}: null asks, else it is the warehouse's answer. */
    Result<FulfillmentOrder> cancel(String fo, Boolean stopped) {
        FoCancelReq request = new FoCancelReq();
        request.setContext(context("service"));
        request.setFoNo(fo);
        request.setStopped(stopped);
        return caller.fulfillment().cancel(request);
    }

    TransferReq transfer(String no, long quantity, boolean last) {
        TransferReq request = new TransferReq();
        request.setContext(context("clerk"));
        request.setTransferNo(no);
        request.setFromWarehouse(SITE);
        request.setToWarehouse(NEXT_SITE);
        request.setLines(one(goods(sku, quantity)));
        request.setLastReceipt(last);
        return request;
    }

    static Parcel parcelOf(FulfillmentOrder fo, String parcelNo) {
        for (Parcel parcel : fo.getParcels()) {
            if (parcelNo.equals(parcel.getParcelNo())) {
                return parcel;
            }
        }
        throw new AssertionError("no parcel " + parcelNo + " in " + fo);
    }

    void stands(String wanted) {
        stands(SITE, sku, wanted);
    }

    /** What lies where, as {@code available=3 allocated=5}; nothing is {@code empty}. */
    void stands(String site, String part, String wanted) {
        BucketQuery query = new BucketQuery();
        query.setTenant(tenant);
        query.setSkus(one(part));
        query.setWarehouses(one(site));
        StringBuilder seen = new StringBuilder();
        for (BucketView row : ok(caller.queries().buckets(query))) {
            add(seen, "available", row.getAvailable());
            add(seen, "preoccupied", row.getPreoccupied());
            add(seen, "allocated", row.getAllocated());
            add(seen, "frozen", row.getFrozen());
            add(seen, "qc_hold", row.getQcHold());
            add(seen, "defective", row.getDefective());
            add(seen, "shipped", row.getShipped());
            add(seen, "return_transit", row.getReturnTransit());
            add(seen, "transfer_transit", row.getTransferTransit());
        }
        equal(wanted, seen.length() == 0 ? "empty" : seen.toString());
    }

    private static void add(StringBuilder seen, String bucket, long quantity) {
        if (quantity != 0) {
            seen.append(seen.length() == 0 ? "" : " ").append(bucket).append('=').append(quantity);
        }
    }

    Result<String> ask(String run, String snapshotNo) {
        ReconRunReq request = new ReconRunReq();
        request.setContext(context("finance"));
        request.setRun(run);
        request.setWarehouse("R4".equals(run) ? SITE : null);
        request.setSnapshotNo(snapshotNo);
        return caller.reconcile().run(request);
    }

    /** Runs a comparison to its end. */
    RunProgress run(String run) throws InterruptedException {
        RunQuery query = new RunQuery();
        query.setTenant(tenant);
        query.setRunNo(ok(ask(run, null)));
        for (long waited = 0; waited < RUN_MILLIS; waited += 50) {
            RunProgress progress = ok(caller.reconcile().runProgress(query));
            if (RunState.DONE.equals(progress.getState())) {
                return progress;
            }
            that(!RunState.FAILED.equals(progress.getState()), progress.toString());
            Thread.sleep(50);
        }
        throw new AssertionError(run + " is not done after " + RUN_MILLIS + " ms");
    }

    /** The tenant's differences, as {@code QTY_DIFF CONFIRMED 5/7}. */
    List<String> differences() {
        List<String> told = new ArrayList<>();
        for (Diff diff : diffs()) {
            told.add(diff.getDiffClass() + " " + diff.getState() + " " + diff.getOurs() + "/" + diff.getTheirs());
        }
        return told;
    }

    List<Diff> diffs() {
        DiffQuery query = new DiffQuery();
        query.setTenant(tenant);
        return ok(caller.reconcile().diffs(query)).getItems();
    }

    /** More than the two minutes between two looks pass for the differences of this tenant. */
    void pass() throws IOException {
        String[] at = clock.split(":");
        try (Socket link = new Socket(at[0], Integer.parseInt(at[1]))) {
            link.getOutputStream().write((tenant + "\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader answer = new BufferedReader(new InputStreamReader(link.getInputStream(), StandardCharsets.UTF_8));
            equal("passed", answer.readLine());
        }
    }

    Result<Void> propose(String operator, String diffNo) {
        RepairReq request = new RepairReq();
        request.setContext(context(operator));
        request.setDiffNo(diffNo);
        request.setAction(RepairAction.ADJUST);
        request.setReason("the goods did leave");
        return caller.reconcile().propose(request);
    }

    Result<Void> approve(String operator, String diffNo) {
        ApproveReq request = new ApproveReq();
        request.setContext(context(operator));
        request.setDiffNo(diffNo);
        request.setApproved(true);
        return caller.reconcile().approve(request);
    }

    /** Refused with one of these codes. */
    static void refused(Result<?> answer, String... codes) {
        that(Arrays.asList(codes).contains(answer.getCode()), "wanted one of " + Arrays.toString(codes) + ", saw " + answer);
    }

    /** The same call again does nothing more. */
    static <T> void again(Result<T> answer) {
        code("OK_DUPLICATE", answer);
    }
}
