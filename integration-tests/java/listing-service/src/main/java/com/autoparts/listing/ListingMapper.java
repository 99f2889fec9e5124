package com.autoparts.listing;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** The stock center's tables, read only. */
public interface ListingMapper {
    /** Enabled sites that cover an area, and the code they cover it by. */
    List<Site> sites(@Param("areas") List<String> areas);

    List<Figure> figures(@Param("tenant") String tenant, @Param("skus") List<String> skus, @Param("sites") List<String> sites);

    /** A site and the area it covers. */
    final class Site {
        private String area;
        private String warehouse;

        public String getArea() {
            return area;
        }

        public void setArea(String area) {
            this.area = area;
        }

        public String getWarehouse() {
            return warehouse;
        }

        public void setWarehouse(String warehouse) {
            this.warehouse = warehouse;
        }
    }
}
