// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Account reconciliation (库存对账). Every write may be sent again under the same key and takes effect once.
 */
public interface ReconcileService {

    /**
     * Takes one page of a warehouse's snapshot.
     *
     * @param page see {@link SnapshotPage}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SnapshotAck> submitWmsSnapshot(SnapshotPage page);

    /**
     * Starts a comparison; the data is the run's number.
     *
     * @param request see {@link ReconRunReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<String> run(ReconRunReq request);

    /**
     * Lists differences, newest first.
     *
     * @param query see {@link DiffQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Page<Diff>> diffs(DiffQuery query);

    /**
     * Proposes a repair of a difference.
     *
     * @param request see {@link RepairReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> propose(RepairReq request);

    /**
     * Approves or refuses a proposed repair; not by who proposed it.
     *
     * @param request see {@link ApproveReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> approve(ApproveReq request);

    /**
     * Closes a business day: all comparisons are done, or their differences are carried over by name.
     *
     * @param request see {@link DayReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<DayClose> closeDay(DayReq request);

    /**
     * Reports a business day: opening, movements, closing.
     *
     * @param request see {@link DayReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<DayReport> dayReport(DayReq request);

    /**
     * Lists what is to be settled with an owner.
     *
     * @param request see {@link StatementReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Page<StatementLine>> statement(StatementReq request);

    /**
     * Takes one page of the order service's list, for {@code R5}.
     *
     * @param page see {@link OrderListPage}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SnapshotAck> submitOrderList(OrderListPage page);

    /**
     * Takes one page of a settlement statement or of a carrier's bill, for {@code R6}.
     *
     * @param page see {@link BillPage}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SnapshotAck> submitBill(BillPage page);

    /**
     * Tells how far a comparison has come.
     *
     * @param query see {@link RunQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<RunProgress> runProgress(RunQuery query);

    /**
     * Reopens a closed business day. It takes two persons: the first call asks ({@code closed} stays true), the call of another operator does it.
     *
     * @param request see {@link DayReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<DayClose> reopenDay(DayReq request);
}
