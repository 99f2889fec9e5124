package com.autoparts.stock.ref;

import static com.autoparts.stock.ref.Book.notYet;
import static com.autoparts.stock.ref.Book.ok;
import static com.autoparts.stock.ref.Book.refused;

import com.autoparts.stock.api.AsnReq;
import com.autoparts.stock.api.CountReq;
import com.autoparts.stock.api.DisposeReq;
import com.autoparts.stock.api.FreezeReq;
import com.autoparts.stock.api.InboundReq;
import com.autoparts.stock.api.InspectReq;
import com.autoparts.stock.api.LedgerQuery;
import com.autoparts.stock.api.LedgerRow;
import com.autoparts.stock.api.OpType;
import com.autoparts.stock.api.Page;
import com.autoparts.stock.api.PoolReq;
import com.autoparts.stock.api.PresaleReq;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.ReverseReq;
import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockLine;
import com.autoparts.stock.api.TransferLossReq;
import com.autoparts.stock.api.TransferReq;
import com.autoparts.stock.api.Voucher;
import com.autoparts.stock.api.VoucherLine;
import java.util.Date;
import java.util.List;

/** Receipts and freezing; the other changes are not part of this reference. */
final class Changes implements StockChangeService {
    private final Book book;

    Changes(Book book) {
        this.book = book;
    }

    /** Moves at most {@code quantity} and says how much. */
    private interface Move {
        long book(Book.Balance balance, long quantity);
    }

    private Result<Voucher> post(String movement, String warehouse, List<StockLine> lines, Move move) {
        if (!book.open(warehouse)) {
            return refused(ResultCode.WAREHOUSE_UNKNOWN, "no warehouse " + warehouse);
        }
        for (StockLine line : lines) {
            if (line.getQuantity() < 1) {
                return refused(ResultCode.PARAM_INVALID, "quantity is " + line.getQuantity() + ", at least 1 is needed");
            }
            if (!book.knows(line.getSku())) {
                return refused(ResultCode.SKU_UNKNOWN, "no part " + line.getSku());
            }
        }
        Voucher voucher = new Voucher();
        voucher.setVoucherNo(book.number("V"));
        voucher.setBookedAt(new Date());
        for (StockLine line : lines) {
            Book.Balance balance = book.balance(line.getSku(), warehouse);
            VoucherLine booked = new VoucherLine();
            booked.setLineNo(voucher.getLines().size() + 1L);
            booked.setSku(line.getSku());
            booked.setWarehouse(warehouse);
            booked.setPool("SHARED");
            booked.setMovement(movement);
            booked.setAsked(line.getQuantity());
            booked.setBooked(move.book(balance, line.getQuantity()));
            balance.seq = book.nextSeq();
            voucher.getLines().add(booked);
        }
        return ok(voucher);
    }

    @Override
    public Result<Voucher> purchaseIn(InboundReq request) {
        return book.once(OpType.PURCHASE_IN, request.getContext(), request,
            () -> post("PO_IN", request.getWarehouse(), request.getLines(), (balance, quantity) -> {
                balance.available += quantity;
                return quantity;
            }));
    }

    @Override
    public Result<Voucher> freeze(FreezeReq request) {
        return book.once(OpType.FREEZE, request.getContext(), request,
            () -> post("FREEZE", request.getWarehouse(), request.getLines(), (balance, quantity) -> {
                long moved = Math.min(balance.available, quantity);
                balance.available -= moved;
                balance.frozen += moved;
                return moved;
            }));
    }

    @Override
    public Result<Voucher> unfreeze(FreezeReq request) {
        return book.once(OpType.UNFREEZE, request.getContext(), request,
            () -> post("UNFREEZE", request.getWarehouse(), request.getLines(), (balance, quantity) -> {
                long moved = Math.min(balance.frozen, quantity);
                balance.frozen -= moved;
                balance.available += moved;
                return moved;
            }));
    }

    @Override
    public Result<Voucher> purchaseExpect(AsnReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> inspect(InspectReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> transferLock(TransferReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> transferOut(TransferReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> transferIn(TransferReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> stocktake(CountReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> scrap(DisposeReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> returnToVendor(DisposeReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> assignPool(PoolReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> transferLoss(TransferLossReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> openPresale(PresaleReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> closePresale(PresaleReq request) {
        return notYet();
    }

    @Override
    public Result<Voucher> reverse(ReverseReq request) {
        return notYet();
    }

    @Override
    public Result<Page<LedgerRow>> listLedger(LedgerQuery query) {
        return refused(ResultCode.NOT_IMPLEMENTED, "this provider keeps no ledger");
    }
}
