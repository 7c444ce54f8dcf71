ALTER TABLE `api_key` ADD `created_by` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `expires_at` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `channel_ids` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `last_used_at` text;