"""The reference CRM: accounts, leads without duplicates, people in and out in bulk."""
