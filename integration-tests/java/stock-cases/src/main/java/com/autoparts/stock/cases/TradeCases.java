package com.autoparts.stock.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.that;
import static com.autoparts.stock.cases.Stock.code;
import static com.autoparts.stock.cases.Stock.ok;
import static com.autoparts.stock.cases.Trade.NEXT_SITE;
import static com.autoparts.stock.cases.Trade.SITE;
import static com.autoparts.stock.cases.Trade.again;
import static com.autoparts.stock.cases.Trade.one;
import static com.autoparts.stock.cases.Trade.parcelOf;
import static com.autoparts.stock.cases.Trade.refused;

import com.autoparts.probe.cases.Report;
import com.autoparts.stock.api.Diff;
import com.autoparts.stock.api.Fit;
import com.autoparts.stock.api.FitReq;
import com.autoparts.stock.api.Fitment;
import com.autoparts.stock.api.FulfillmentOrder;
import com.autoparts.stock.api.GradeLine;
import com.autoparts.stock.api.GradeReq;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OrderListPage;
import com.autoparts.stock.api.OrderListRow;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationQuery;
import com.autoparts.stock.api.ResourceLine;
import com.autoparts.stock.api.ResourceReq;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ReturnInLine;
import com.autoparts.stock.api.ReturnInReq;
import com.autoparts.stock.api.ReturnLineReq;
import com.autoparts.stock.api.ReturnOrder;
import com.autoparts.stock.api.ReturnReq;
import com.autoparts.stock.api.ReturnSentReq;
import com.autoparts.stock.api.ShipReq;
import com.autoparts.stock.api.SnapshotAck;
import com.autoparts.stock.api.SnapshotPage;
import com.autoparts.stock.api.SnapshotRow;
import com.autoparts.stock.api.SourcingLine;
import com.autoparts.stock.api.SourcingPlan;
import com.autoparts.stock.api.SourcingReq;
import com.autoparts.stock.api.Substitute;
import com.autoparts.stock.api.SubstituteReq;
import com.autoparts.stock.api.SwitchMode;
import com.autoparts.stock.api.SwitchReq;
import com.autoparts.stock.api.SwitchScope;
import com.autoparts.stock.api.Vehicle;
import com.autoparts.stock.api.Voucher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hard cases of the trade by their number, as far as a caller is part of them; each in a mall of its own. */
final class TradeCases {
    /** The few that every line is asked. */
    private static final List<String> SOME =
        Arrays.asList("case_29.ship-twice", "case_36.signed-before-shipped", "case_37.one-refused", "case_43.mixed-grades",
            "case_68.unknown-vin");
    private static final String UNKNOWN_VIN = "LTZA1BCD0H1000001";

    private final TradeCaller caller;
    private final String clock;
    private final String sku;
    private final String other;

    /** {@code clock}: who lets time pass, as {@link Trade#pass} asks. */
    TradeCases(TradeCaller caller, String clock, String sku, String other) {
        this.caller = caller;
        this.clock = clock;
        this.sku = sku;
        this.other = other;
    }

    /** Those cases that every line is asked. */
    Map<String, Report.Check> some() {
        Map<String, Report.Check> cases = all();
        cases.keySet().retainAll(SOME);
        return cases;
    }

    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        cases.put("case_29.ship-twice", this::shippedTwice);
        cases.put("case_32.ship-beyond", this::shippedBeyond);
        cases.put("case_33.short-pick", this::shortPick);
        cases.put("case_34.nowhere-else", this::nowhereElse);
        cases.put("case_35.cancel-while-packing", this::cancelledWhilePacking);
        cases.put("case_36.signed-before-shipped", this::signedBeforeShipped);
        cases.put("case_37.one-refused", this::oneRefused);
        cases.put("case_41.return-exceeds-signed", this::returnExceedsSigned);
        cases.put("case_42.another-site", this::receivedElsewhere);
        cases.put("case_43.mixed-grades", this::mixedGrades);
        cases.put("case_44.no-application", this::notAppliedFor);
        cases.put("case_45.transfer-short", this::transferShort);
        cases.put("case_46.transfer-in-first", this::transferInFirst);
        cases.put("case_58.on-its-way", this::onItsWay);
        cases.put("case_59.two-persons", this::twoPersons);
        cases.put("case_59.two-looks", this::twoPersonsTwoLooks);
        cases.put("case_60.missing-page", this::missingPage);
        cases.put("case_63.plan-overtaken", this::planOvertaken);
        cases.put("case_68.unknown-vin", this::unknownVin);
        cases.put("case_73.read-only", this::readOnly);
        return cases;
    }

    private Trade mall() {
        return new Trade(caller, clock, sku, other);
    }

    private void shippedTwice() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        ShipReq request = mall.parcel(mall.context("packer"), fo, "P1", 5);
        ok(caller.fulfillment().reportShip(request));
        again(caller.fulfillment().reportShip(request));
        // Redelivered under another key: the same parcel.
        again(mall.ship(fo, "P1", 5));
        mall.stands("available=3 shipped=5");
    }

    private void shippedBeyond() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        Result<FulfillmentOrder> beyond = code("QTY_EXCEEDS", mall.ship(fo, "P1", 7));
        that(!beyond.isRetryable() && beyond.getDetails().get("discrepancy") != null, beyond.toString());
        equal(Collections.singletonList("QTY_DIFF CONFIRMED 5/7"), mall.differences());
        mall.stands("available=3 allocated=5");
    }

    private void shortPick() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        equal("SHORT_PICK", ok(mall.pick(fo, 3, 2, "NOT_FOUND", false)).getState());
        mall.stands("allocated=5 frozen=3");
        code("STOCK_NOT_ENOUGH", caller.reservations().preOccupy(mall.order("O2", 1)));
        mall.receive(NEXT_SITE, sku, 4);
        ResourceReq request = missing(mall, fo, "NOT_FOUND", 2);
        SourcingPlan plan = ok(caller.sourcing().resource(request));
        equal(1, plan.getParcels().size());
        equal(NEXT_SITE, plan.getParcels().get(0).getWarehouse());
        again(caller.sourcing().resource(request));
        mall.stands(NEXT_SITE, sku, "available=2 allocated=2");
    }

    private void nowhereElse() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        SourcingPlan plan = ok(caller.sourcing().resource(missing(mall, fo, "DAMAGED", 2)));
        that(plan.getParcels().isEmpty() && !plan.isComplete(), plan.toString());
        mall.stands("available=3 allocated=3 defective=2");
    }

    private static ResourceReq missing(Trade mall, String fo, String why, long quantity) {
        ResourceLine line = new ResourceLine();
        line.setLineNo(1);
        line.setQuantity(quantity);
        ResourceReq request = new ResourceReq();
        request.setContext(mall.context("picker"));
        request.setFoNo(fo);
        request.setReason(why);
        request.setLines(one(line));
        return request;
    }

    private void cancelledWhilePacking() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        equal("PACKED", ok(mall.pick(fo, 5, 0, null, true)).getState());
        equal("CANCELLING", ok(mall.cancel(fo, null)).getState());
        equal("CANCEL_FAILED", ok(mall.cancel(fo, false)).getState());
        mall.stands("available=3 allocated=5");
        equal("CANCELLING", ok(mall.cancel(fo, null)).getState());
        equal("CANCELLED", ok(mall.cancel(fo, true)).getState());
        mall.stands("available=8");
    }

    private void signedBeforeShipped() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        code("ACCEPTED_PENDING", mall.deliver(fo, "P1", "SIGNED", 4));
        mall.stands("available=3 allocated=5");
        FulfillmentOrder shipped = ok(mall.ship(fo, "P1", 4));
        equal("SIGNED", parcelOf(shipped, "P1").getState());
        mall.stands("available=3 allocated=1");
    }

    private void oneRefused() {
        Trade mall = mall();
        String fo = mall.fivePaid();
        ok(mall.ship(fo, "P1", 3));
        FulfillmentOrder told = ok(mall.deliver(fo, "P1", "SIGNED", 2, "REJECTED", 1));
        equal(2L, parcelOf(told, "P1").getLines().get(0).getSigned());
        equal(1L, parcelOf(told, "P1").getLines().get(0).getRejected());
        String back = told.getReturnNo();
        that(back != null, "a return is opened at once: " + told);
        mall.stands("available=3 allocated=2 return_transit=1");
        equal("REJECTION", ok(arrive(mall, back, 1)).getKind());
        ok(grade(mall, back, graded("GOOD", 1, null)));
        mall.stands("available=4 allocated=2");
    }

    private void returnExceedsSigned() {
        Trade mall = mall();
        mall.fiveSigned();
        code("RETURN_EXCEEDS_SIGNED", apply(mall, "R1", 6));
        ok(apply(mall, "R2", 3));
        code("RETURN_EXCEEDS_SIGNED", apply(mall, "R3", 3));
    }

    private void receivedElsewhere() {
        Trade mall = mall();
        mall.fiveSigned();
        ok(apply(mall, "R1", 2));
        send(mall, "R1");
        mall.stands("available=3 return_transit=2");
        ReturnOrder here = ok(arrive(mall, "R1", NEXT_SITE, 1L, 2));
        equal(NEXT_SITE, here.getWarehouse());
        // Where it was sold from, nothing came back.
        mall.stands("available=3");
        mall.stands(NEXT_SITE, sku, "qc_hold=2");
        ReturnOrder closed = ok(grade(mall, "R1", graded("GOOD", 2, null)));
        equal("CLOSED", closed.getState());
        equal(2L, closed.getLines().get(0).getRefundable());
        mall.stands("available=3");
        mall.stands(NEXT_SITE, sku, "available=2");
    }

    private void notAppliedFor() {
        Trade mall = mall();
        ReturnOrder here = ok(arrive(mall, "B1", SITE, null, 2));
        equal("BLIND", here.getKind());
        equal("RECEIVED", here.getState());
        equal(2L, here.getLines().get(0).getExtra());
        mall.stands("qc_hold=2");
        // A difference from the first look on: the report is one.
        equal(Collections.singletonList("QTY_DIFF CONFIRMED 0/2"), mall.differences());
        equal("BLIND_RETURN:B1", mall.diffs().get(0).getDocumentNo());
        ok(grade(mall, "B1", graded("GOOD", 1, null), graded("DEFECTIVE", 1, null)));
        mall.stands("available=1 defective=1");
        Diff diff = mall.diffs().get(0);
        ok(mall.propose("anna", diff.getDiffNo()));
        code("NOT_AUTHORIZED", mall.approve("anna", diff.getDiffNo()));
        ok(mall.approve("bert", diff.getDiffNo()));
        mall.stands("available=1 defective=1");
    }

    private void mixedGrades() {
        Trade mall = mall();
        mall.fiveSigned();
        ok(apply(mall, "R1", 5));
        send(mall, "R1");
        ok(arrive(mall, "R1", 4));
        ReturnOrder closed = ok(grade(mall, "R1", graded("GOOD", 2, null), graded("DEFECTIVE", 1, null),
            graded("WRONG_ITEM", 1, other), graded("MISSING", 1, null)));
        equal("CLOSED", closed.getState());
        equal(3L, closed.getLines().get(0).getRefundable());
        mall.stands("available=5 defective=1");
        // The wrong part waits to be inspected; the one that was to come stays with the customer.
        mall.stands(SITE, other, "qc_hold=1");
    }

    private Result<ReturnOrder> apply(Trade mall, String no, long quantity) {
        ReturnLineReq line = new ReturnLineReq();
        line.setOrderLineNo(1);
        line.setSku(sku);
        line.setQuantity(quantity);
        ReturnReq request = new ReturnReq();
        request.setContext(mall.context("service"));
        request.setReturnNo(no);
        request.setOrderNo("O1");
        request.setApproved(true);
        request.setLines(one(line));
        return caller.fulfillment().createReturn(request);
    }

    private void send(Trade mall, String no) {
        ReturnSentReq sent = new ReturnSentReq();
        sent.setContext(mall.context("buyer"));
        sent.setReturnNo(no);
        ok(caller.fulfillment().reportReturnSent(sent));
    }

    private Result<ReturnOrder> arrive(Trade mall, String no, long quantity) {
        return arrive(mall, no, SITE, 1L, quantity);
    }

    /** {@code lineNo}: null where nobody applied for what has come. */
    private Result<ReturnOrder> arrive(Trade mall, String no, String site, Long lineNo, long quantity) {
        ReturnInLine line = new ReturnInLine();
        line.setLineNo(lineNo);
        line.setSku(sku);
        line.setQuantity(quantity);
        ReturnInReq request = new ReturnInReq();
        request.setContext(mall.context("gate"));
        request.setReturnNo(no);
        request.setWarehouse(site);
        request.setLines(one(line));
        return caller.fulfillment().reportReturnReceived(request);
    }

    private static GradeLine graded(String grade, long quantity, String actual) {
        GradeLine line = new GradeLine();
        line.setLineNo(1L);
        line.setGrade(grade);
        line.setQuantity(quantity);
        line.setActualSku(actual);
        return line;
    }

    private Result<ReturnOrder> grade(Trade mall, String no, GradeLine... lines) {
        GradeReq request = new GradeReq();
        request.setContext(mall.context("inspector"));
        request.setReturnNo(no);
        request.setLines(new ArrayList<>(Arrays.asList(lines)));
        request.setLast(true);
        return caller.fulfillment().grade(request);
    }

    private void transferShort() {
        Trade mall = mall();
        mall.receive(SITE, sku, 12);
        ok(caller.changes().transferOut(mall.transfer("T1", 10, false)));
        ok(caller.changes().transferIn(mall.transfer("T1", 9, true)));
        mall.stands("available=2");
        mall.stands(NEXT_SITE, sku, "available=9 transfer_transit=1");
        ok(caller.changes().transferIn(mall.transfer("T1", 1, false)));
        mall.stands(NEXT_SITE, sku, "available=10");
    }

    private void transferInFirst() {
        Trade mall = mall();
        mall.receive(SITE, sku, 10);
        code("ACCEPTED_PENDING", caller.changes().transferIn(mall.transfer("T1", 4, false)));
        mall.stands("available=10");
        Voucher sent = ok(caller.changes().transferOut(mall.transfer("T1", 6, false)));
        that(sent.getVoucherNo() != null, sent.toString());
        mall.stands("available=4");
        mall.stands(NEXT_SITE, sku, "available=4 transfer_transit=2");
    }

    private void onItsWay() throws Exception {
        Trade mall = mall();
        mall.receive(SITE, sku, 5);
        ok(caller.reservations().preOccupy(mall.order("O1", 2)));
        orders(mall, "L1", 2);
        equal(0, mall.run("R5").getDiffs());
        equal(Collections.singletonList("IN_FLIGHT EXPLAINED 0/2"), mall.differences());
        orders(mall, "L2", 700);
        mall.run("R5");
        // Found, and no alarm before a second look two minutes later.
        equal(Collections.singletonList("PAID_NO_ALLOC FOUND 0/2"), mall.differences());
        mall.run("R5");
        equal(Collections.singletonList("PAID_NO_ALLOC FOUND 0/2"), mall.differences());
        mall.pass();
        mall.run("R5");
        equal(Collections.singletonList("PAID_NO_ALLOC CONFIRMED 0/2"), mall.differences());
        ok(mall.pay("O1"));
        mall.run("R5");
        equal(Collections.singletonList("PAID_NO_ALLOC EXPLAINED 0/2"), mall.differences());
    }

    private void orders(Trade mall, String no, long ageSeconds) {
        OrderListRow row = new OrderListRow();
        row.setOrderNo("O1");
        row.setState("PAID");
        row.setSku(sku);
        row.setQuantity(2);
        row.setAgeSeconds(ageSeconds);
        OrderListPage page = new OrderListPage();
        page.setContext(mall.context("order"));
        page.setListNo(no);
        page.setPage(1);
        page.setPages(1);
        page.setRows(one(row));
        that(ok(caller.reconcile().submitOrderList(page)).isComplete(), "one page of one");
    }

    private void twoPersons() throws Exception {
        Trade mall = mall();
        String fo = mall.fivePaid();
        code("QTY_EXCEEDS", mall.ship(fo, "P1", 7));
        byTwo(mall, mall.diffs().get(0), "available=3 allocated=5", "available=1 shipped=7");
    }

    /** The same of what only a second look makes a difference. */
    private void twoPersonsTwoLooks() throws Exception {
        Trade mall = mall();
        mall.receive(SITE, sku, 10);
        counted(mall, "S1", 8);
        mall.run("R4");
        equal(Collections.singletonList("QTY_DIFF FOUND 10/8"), mall.differences());
        Diff diff = mall.diffs().get(0);
        Result<Void> early = code("STATE_CONFLICT", mall.propose("anna", diff.getDiffNo()));
        equal("FOUND", early.getDetails().get("currentState"));
        mall.pass();
        mall.run("R4");
        equal(Collections.singletonList("QTY_DIFF CONFIRMED 10/8"), mall.differences());
        byTwo(mall, diff, "available=10", "available=8");
        counted(mall, "S2", 8);
        equal(0, mall.run("R4").getDiffs());
    }

    private void byTwo(Trade mall, Diff diff, String before, String after) {
        String no = diff.getDiffNo();
        ok(mall.propose("anna", no));
        code("STATE_CONFLICT", mall.propose("bert", no));
        code("NOT_AUTHORIZED", mall.approve("anna", no));
        mall.stands(before);
        ok(mall.approve("bert", no));
        code("STATE_CONFLICT", mall.approve("carl", no));
        mall.stands(after);
    }

    private void counted(Trade mall, String no, long good) {
        SnapshotRow row = new SnapshotRow();
        row.setSku(sku);
        row.setGood(good);
        SnapshotPage page = new SnapshotPage();
        page.setContext(mall.context("wms"));
        page.setSnapshotNo(no);
        page.setWarehouse(SITE);
        page.setPage(1);
        page.setPages(1);
        page.setRows(one(row));
        that(ok(caller.reconcile().submitWmsSnapshot(page)).isComplete(), "one page of one");
    }

    private void missingPage() throws Exception {
        Trade mall = mall();
        mall.receive(SITE, sku, 4);
        mall.receive(SITE, other, 6);
        snapshot(mall, 1, sku, 99);
        snapshot(mall, 3, null, 0);
        code("NOT_FOUND", mall.ask("R4", null));
        Result<String> named = code("STATE_CONFLICT", mall.ask("R4", "S1"));
        equal("2", named.getDetails().get("missingPages"));
        // Sent again: the page is replaced.
        equal(Collections.singletonList(2), snapshot(mall, 1, sku, 4).getMissingPages());
        that(snapshot(mall, 2, other, 6).isComplete(), "all pages are there");
        equal(0, mall.run("R4").getDiffs());
        equal(Collections.emptyList(), mall.differences());
    }

    private SnapshotAck snapshot(Trade mall, int number, String part, long good) {
        SnapshotPage page = new SnapshotPage();
        page.setContext(mall.context("wms"));
        page.setSnapshotNo("S1");
        page.setWarehouse(SITE);
        page.setPage(number);
        page.setPages(3);
        List<SnapshotRow> rows = new ArrayList<>();
        if (part != null) {
            SnapshotRow row = new SnapshotRow();
            row.setSku(part);
            row.setGood(good);
            rows.add(row);
        }
        page.setRows(rows);
        return ok(caller.reconcile().submitWmsSnapshot(page));
    }

    private void planOvertaken() {
        Trade mall = mall();
        mall.receive(SITE, sku, 3);
        SourcingLine line = new SourcingLine();
        line.setSku(sku);
        line.setQuantity(2);
        SourcingReq question = new SourcingReq();
        question.setTenant(mall.tenant);
        question.setAreaCode(Trade.AREA);
        question.setLines(one(line));
        SourcingPlan plan = ok(caller.sourcing().source(question));
        that(plan.isComplete(), plan.toString());
        // Somebody else is faster.
        ok(caller.reservations().preOccupy(mall.order("O-OTHER", 2)));
        OccupyLine wanted = new OccupyLine();
        wanted.setSku(sku);
        wanted.setQuantity(2);
        PreOccupyReq hold = new PreOccupyReq();
        hold.setContext(mall.context("O1", "buyer"));
        hold.setOrderNo("O1");
        hold.setAreaCode(Trade.AREA);
        hold.setPlanNo(plan.getPlanNo());
        hold.setLines(one(wanted));
        refused(caller.reservations().preOccupy(hold), "STOCK_NOT_ENOUGH", "NO_SOURCE");
        mall.stands("available=1 preoccupied=2");
    }

    private void unknownVin() {
        Trade mall = mall();
        Vehicle vehicle = ok(caller.catalogue().resolveVin(UNKNOWN_VIN));
        that(!vehicle.isKnown() && vehicle.getVehicleId() == null, vehicle.toString());
        FitReq request = new FitReq();
        request.setTenant(mall.tenant);
        request.setVin(UNKNOWN_VIN);
        request.setSkus(new ArrayList<>(Arrays.asList(sku, other)));
        List<Fit> fits = ok(caller.catalogue().checkFitment(request));
        equal(2, fits.size());
        for (Fit fit : fits) {
            equal(Fitment.UNKNOWN, fit.getFitment());
        }
        mall.receive(SITE, sku, 1);
        SubstituteReq instead = new SubstituteReq();
        instead.setTenant(mall.tenant);
        instead.setSku(sku);
        instead.setVin(UNKNOWN_VIN);
        instead.setAreaCode(Trade.AREA);
        Result<List<Substitute>> offered = caller.queries().substitutes(instead);
        for (Substitute substitute : ok(offered)) {
            equal(Fitment.UNKNOWN, substitute.getFitment());
        }
    }

    private void readOnly() {
        Trade mall = mall();
        mall.receive(SITE, sku, 5);
        ok(caller.reservations().preOccupy(mall.order("O1", 1)));
        ok(caller.reservations().preOccupy(mall.order("O2", 1)));
        turn(mall, SwitchMode.READ_ONLY);
        try {
            Result<Reservation> late = code("DEGRADED_READONLY", caller.reservations().preOccupy(mall.order("O3", 1)));
            that(late.isRetryable(), late.toString());
            code("DEGRADED_READONLY", mall.pay("O1"));
            ReservationQuery query = new ReservationQuery();
            query.setTenant(mall.tenant);
            query.setOrderNo("O1");
            equal("PRE_OCCUPIED", ok(caller.reservations().get(query)).getState());
            ok(mall.giveUp("O2"));
            mall.receive(SITE, sku, 1);
        } finally {
            turn(mall, SwitchMode.ON);
        }
        // What was refused for this is not remembered.
        ok(mall.pay("O1"));
        mall.stands("available=5 allocated=1");
    }

    private void turn(Trade mall, String mode) {
        SwitchReq request = new SwitchReq();
        request.setContext(mall.context("operator"));
        request.setScope(SwitchScope.MODULE);
        request.setTarget("RESERVATION");
        request.setMode(mode);
        request.setReason("drill");
        ok(caller.admin().setSwitch(request));
    }
}
