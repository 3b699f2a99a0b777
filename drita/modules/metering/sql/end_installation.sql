-- The day on which a meter was taken away; the installation must still be open.
UPDATE metering_installation
   SET valid_period = daterange(lower(valid_period), %(removed_on)s)
 WHERE meter_id = %(meter_id)s AND service_point_id = %(service_point_id)s
   AND lower(valid_period) = %(installed_on)s AND upper_inf(valid_period)
